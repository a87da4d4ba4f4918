package io.colin.api.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.MarketEvent;
import io.colin.api.market.SampleEvents;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link SimulatedVenue} does beside the laws of {@link VenueContract}. Extend it, say how a venue is made,
 * and run it.
 */
public abstract class SimulatedVenueContract extends VenueContract {
    private static final long MOST_WORK_NS = 3_600_000_000_000L;
    private static final BigDecimal DEPTH = new BigDecimal("1000");

    private @Nullable SimulatedVenue made;
    private long nowNs = SampleEvents.START_NS;
    private long updateId;

    /** Gives a venue that saw nothing, built anew each time with the same settings and seed. */
    protected abstract SimulatedVenue simulated();

    /** What shows the venue a deep book around a price; a book snapshot unless overridden. */
    protected List<? extends MarketEvent> market(long timeNs, BigDecimal around) {
        updateId++;
        return List.of(SampleEvents.book(instrument(), timeNs, updateId, around, DEPTH));
    }

    @Override
    protected final Venue venue() {
        SimulatedVenue fresh = simulated();
        made = fresh;
        nowNs = SampleEvents.START_NS;
        return fresh;
    }

    @Override
    protected final void showMarket() {
        market(nowNs, mid()).forEach(made()::onMarket);
    }

    @Override
    protected final void workUntil(BooleanSupplier condition) {
        long end = nowNs + MOST_WORK_NS;
        while (!condition.getAsBoolean() && made().nextDueNs() <= end) {
            nowNs = Math.max(nowNs, made().nextDueNs());
            made().advanceTo(nowNs);
        }
    }

    @Override
    protected final long nowNs() {
        return nowNs;
    }

    @Test
    void hasNothingToDoAtFirst() {
        assertThat(made().nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void saysWhenItHasSomethingToDo() {
        made().submit(order(Side.BUY, new OrderType.Market(), TimeInForce.IOC), nowNs);

        assertThat(made().nextDueNs()).isBetween(nowNs, nowNs + MOST_WORK_NS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reportsTheSameForTheSameEvents(long seed) {
        assertThat(script(seed).run(simulated(), VenueScript.Pace.BY_EVENT))
                .isNotEmpty()
                .isEqualTo(script(seed).run(simulated(), VenueScript.Pace.BY_EVENT));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reportsTheSameHoweverOftenTimeIsAdvanced(long seed) {
        List<VenueReport> byEvent = script(seed).run(simulated(), VenueScript.Pace.BY_EVENT);

        assertThat(script(seed).run(simulated(), VenueScript.Pace.BY_DUE_TIME)).isEqualTo(byEvent);
        assertThat(script(seed).run(simulated(), VenueScript.Pace.OFTEN)).isEqualTo(byEvent);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reportsNothingOutsideAnAdvanceNorBeforeItsTime(long seed) {
        VenueScript script = script(seed);
        for (VenueScript.Pace pace : VenueScript.Pace.values()) {
            assertThat(script.run(simulated(), pace)).isNotEmpty();
            assertThat(script.mistakes()).as("at pace %s", pace).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsEveryOrderWithinItsQuantityAndItsLife(long seed) {
        VenueScript script = script(seed);
        OrderLives lives = OrderLives.of(script.run(simulated(), VenueScript.Pace.BY_EVENT), script.quantities());

        assertThat(lives.mistakes()).isEmpty();
        assertThat(lives.fills()).as("fills of the script").isPositive();
    }

    @Test
    void takesARestingOrderBack() {
        ChildOrder order = known(resting(), OrderStatus.ACCEPTED);
        made().restore(order, nowNs);
        made().query(order, nowNs);
        workUntil(() -> !heard().of(VenueReport.Found.class).isEmpty());
        assertThat(heard().of(VenueReport.Found.class)).singleElement().satisfies(found -> {
            assertThat(found.status()).isEqualTo(OrderStatus.ACCEPTED);
            assertThat(found.filledQuantity()).isZero();
        });
        made().cancel(order, nowNs);
        workUntil(() -> isClosed(order));

        assertThat(kinds(order)).containsExactly("Canceled");
    }

    @Test
    void fillsOnlyTheRestOfAnOrderItTookBack() {
        ChildOrder order = resting();
        BigDecimal before = quantity().subtract(instrument().lotSize());
        ChildOrder half = order.withVenueOrderId("known")
                .with(SampleOrders.filled(
                        order.progress(),
                        SampleFill.of(order.symbol(), Side.BUY)
                                .quantity(before)
                                .price(mid())
                                .at(nowNs)
                                .build()));
        made().restore(half, nowNs);
        made().query(half, nowNs);
        workUntil(() -> !heard().of(VenueReport.Found.class).isEmpty());
        assertThat(heard().of(VenueReport.Found.class))
                .singleElement()
                .satisfies(found -> assertThat(found.filledQuantity()).isEqualByComparingTo(before));
        fallFarBelow();
        workUntil(() -> filled(order).signum() > 0);

        assertThat(filled(order)).isEqualByComparingTo(instrument().lotSize());
    }

    private SimulatedVenue made() {
        return Objects.requireNonNull(made, "made");
    }

    private void fallFarBelow() {
        BigDecimal low = mid().divide(BigDecimal.TWO);
        for (int i = 0; i < 3; i++) {
            nowNs += 1_000_000_000L;
            made().advanceTo(nowNs);
            market(nowNs, low).forEach(made()::onMarket);
        }
    }

    private VenueScript script(long seed) {
        updateId = 0;
        return new VenueScript(seed, instrument(), mid(), this::market);
    }
}
