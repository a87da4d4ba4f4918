package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is asked or told next, the exact gate knows first what went at a glance; and what it is told it keeps. */
class GateTellingTest {
    private static final String MILLION = "1000000";

    private final Desk desk = warm(new Desk(wide().build(), MILLION), BTC);

    @Test
    void whatWentAtAGlanceIsInTheStateThatIsKept() {
        assertThat(admits(desk, buy(desk, "1"))).isTrue();
        assertThat(desk.gate.durableState()).containsEntry("day.trades", "1").containsEntry("day.0.value", "100");
    }

    @Test
    void controlsThatWereTakenBeforeChangeLimitsAfterWhatWent() {
        RiskControls controls = desk.controls();
        OrderIntent market =
                desk.intent(BTC, Side.BUY, "10").type(new OrderType.Market()).build();
        assertThat(admits(desk, request(market))).isTrue();
        controls.proposeLimits(new TreeMap<>(Map.of("price.collar", "0.01")), "why", "alice", desk.timeNs);
        assertThat(desk.gate.durableState()).as("at the upper collar of then").containsEntry("day.0.value", "1050");
    }

    @Test
    void whatWentAtAGlanceAndFillsAtOnceIsAFillOfItsStrategy() {
        OrderIntent order = request(desk, "alpha", "2").intent();
        assertThat(admits(desk, request(order))).isTrue();
        desk.fill(order.clientOrderId(), "c", BTC, Side.BUY, "2");
        desk.gate.onParent(Desk.with(desk.parent(order), OrderStatus.FILLED, "2"));
        assertThat(desk.gate.durableState())
                .containsEntry("exposure.strategy.alpha|BTC/USD", "2")
                .containsEntry("day.trades", "1");
    }

    @Test
    void whatWentAtAGlanceAndEndsAtOnceCountsNoMore() {
        OrderIntent order = desk.buy("2");
        assertThat(admits(desk, request(order))).isTrue();
        desk.cancel(order);
        assertThat(desk.gate.durableState()).containsEntry("day.trades", "0");
        desk.mark();
        assertThat(desk.gate.status().limits())
                .filteredOn(use -> use.name().equals("gross-exposure"))
                .allSatisfy(use -> assertThat(use.used()).isZero());
    }

    @Test
    void childrenOfWhatWentAtAGlanceAreOfItsStrategy() {
        OrderIntent order = request(desk, "alpha", "9").intent();
        assertThat(admits(desk, request(order))).isTrue();
        ParentOrder parent = desk.parent(order);
        for (int i = 0; i < 5; i++) {
            ChildOrder child = desk.child(parent, "1");
            desk.gate.onChild(Desk.with(child, OrderStatus.SUBMITTED, "0"));
            desk.gate.onChild(Desk.with(child, OrderStatus.REJECTED, "0"));
        }
        assertThat(codes(desk.ask(request(desk, "alpha", "1"))))
                .as("rejected in a row")
                .containsExactly("LOCKED");
        assertThat(desk.ask(request(desk, "beta", "1")).passes()).isTrue();
    }

    /** A market of which every question fails. */
    private static final class Broken extends Desk {
        private Broken() {
            super(wide().build(), MILLION);
        }

        @Override
        public Optional<Instrument> instrument(Symbol symbol) {
            throw new IllegalStateException("no universe");
        }
    }

    @Test
    void whateverFailsAtAGlanceIsLeftToTheExactPath() {
        Desk broken = new Broken();
        assertThat(desk.gate.admit(buy(desk, "1"), new RiskContext(broken, desk.portfolio())))
                .isFalse();
        RiskRequest child =
                new RiskRequest.Child(desk.child(desk.parent(desk.buy("1")), "1"), desk.parent(desk.buy("1")));
        assertThat(desk.gate.admit(child, new RiskContext(desk, desk.portfolio())))
                .isFalse();
    }

    @Test
    void timeThatGoesBackIsLeftToTheExactPath() {
        desk.gate.onTime(desk.timeNs + 1);
        assertThat(admits(desk, buy(desk, "1"))).isFalse();
        desk.pass(1);
        assertThat(admits(desk, buy(desk, "1"))).isTrue();
    }

    @Test
    void anAccountIsLookedAtWithTheOrderThoughNobodyMarkedIt() {
        for (boolean atAGlance : new boolean[] {true, false}) {
            Desk losing = warm(new Desk(wide().build(), MILLION), BTC);
            losing.hold(BTC, "1000");
            losing.mark();
            assertThat(losing.ask(losing.buy("1")).passes()).isTrue();
            losing.pass(SECOND);
            losing.price(BTC, "45");
            RiskRequest.Parent more = AtAGlance.limit(losing, BTC, Side.BUY, "1", "45");
            if (atAGlance) {
                assertThat(admits(losing, more)).isFalse();
            } else {
                assertThat(codes(losing.ask(more))).contains("DAILY_LOSS_LIMIT", "DRAWDOWN_LIMIT");
            }
        }
    }

    @Test
    void aChangeThatContradictsItsOrderIsRefusedInTheSizeItAskedFor() {
        OrderIntent postOnly =
                desk.intent(BTC, Side.BUY, "10").limit(dec("99")).postOnly(true).build();
        assertThat(desk.ask(postOnly).passes()).isTrue();
        RiskDecision decision =
                desk.ask(new RiskRequest.Amend(desk.parent(postOnly), dec("12"), new OrderType.Market(), "engine"));
        assertThat(codes(decision)).containsExactly("VALIDATION_FAILED");
        assertThat(decision.requestedQuantity()).isEqualByComparingTo("12");
    }

    private static Desk chatty() {
        RiskLimits limits = wide().compliance(c ->
                        c.warnOrderToTrade(2).maxOrderToTrade(3).minMessages(2).orderToTradeWindow(Duration.ofHours(1)))
                .build();
        return new Desk(limits, MILLION);
    }

    /** Sends slices of an order of a strategy; the last word of the last of them. */
    private static RiskDecision slices(Desk desk, String strategy, int count, boolean filling) {
        OrderIntent order = request(desk, strategy, "9").intent();
        assertThat(desk.ask(order).passes()).isTrue();
        ParentOrder parent = desk.parent(order);
        @Nullable RiskDecision last = null;
        for (int i = 0; i < count; i++) {
            ChildOrder child = desk.child(parent, "1");
            last = desk.ask(child, parent);
            if (filling) {
                desk.fill(parent.orderId(), child.orderId(), BTC, Side.BUY, "1");
            }
        }
        return Objects.requireNonNull(last);
    }

    @Test
    void aStrategyThatSendsManyMessagesAFillIsLockedAndARestartDoesNotHelp() {
        Desk quiet = chatty();
        slices(quiet, "alpha", 5, true);
        assertThat(quiet.ask(request(quiet, "alpha", "1")).passes())
                .as("it fills")
                .isTrue();
        Desk loud = chatty();
        slices(loud, "alpha", 5, false);
        RiskDecision locked = loud.ask(request(loud, "alpha", "1"));
        assertThat(locked.passes()).isFalse();
        assertThat(loud.gate.takeNotices()).hasSize(1).allMatch(RiskNotice.Latched.class::isInstance);
        SortedMap<String, String> state = loud.gate.durableState();
        loud.gate = StandardGate.builder().limits(loud.limits).build();
        loud.gate.restore(state);
        assertThat(codes(loud.ask(request(loud, "alpha", "1")))).isEqualTo(codes(locked));
        assertThat(loud.ask(request(loud, "beta", "1")).passes()).isTrue();
        assertThat(loud.gate.durableState().keySet()).containsAll(state.keySet());
    }

    @Test
    void theForecastOfADayWaitsForItsEndOverARestart() {
        RiskLimits armed = wide().tail(t -> t.armed(true)).build();
        Desk night = new Desk(armed, MILLION);
        night.pass(14 * HOUR + 60 * SECOND);
        night.price(BTC, "100");
        night.bars(BTC, 40, 90, 0.001, -0.001);
        night.hold(BTC, "10");
        night.mark();
        assertThat(night.work()).isPresent();
        SortedMap<String, String> state = night.gate.durableState();
        assertThat(state.keySet()).anyMatch(name -> name.startsWith("backtest."));
        night.gate = StandardGate.builder().limits(armed).build();
        night.gate.restore(state);
        assertThat(night.gate.durableState()).isEqualTo(state);
    }
}
