package io.colin.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.MarketView;
import io.colin.api.market.SampleEvents;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ExecutionAlgo} does. Extend it, say how the algorithm is made, and run it. Orders are worked in a
 * market with a fresh quote, trade and deep book at every step; children fill in full, in part, later, or not at all.
 */
public abstract class ExecutionAlgoContract {
    private static final long START_NS = SampleEvents.START_NS;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final BigDecimal MID = new BigDecimal("30000");

    /** Gives the algorithm, built anew each time with the same settings. */
    protected abstract ExecutionAlgo algo();

    /** What is traded; its tick must divide 30000. */
    protected Instrument instrument() {
        return SampleInstruments.btcUsd();
    }

    /** The order that is worked: a market order with the algorithm's default parameters unless overridden. */
    protected OrderIntent order(Side side, BigDecimal quantity) {
        return order(side, quantity, algo().defaults());
    }

    /** Whether the whole parent is done in a calm market where every child fills at once; true unless overridden. */
    protected boolean completesInACalmMarket() {
        return true;
    }

    @Test
    void saysItsTypeAndParameters() {
        ExecutionAlgo algo = algo();

        assertThat(algo.type()).isNotBlank().isEqualTo(algo().type());
        assertThat(algo.version()).matches("[A-Za-z0-9._-]{1,40}").isEqualTo(algo().version());
        assertThat(algo.defaults().type()).isEqualTo(algo.type());
        assertThat(algo.defaults()).isEqualTo(algo().defaults());
    }

    @Test
    void acceptsItsOwnDefaultsAndNoParametersAtAll() {
        ExecutionAlgo algo = algo();
        OrderIntent plain = order(Side.BUY, lots(100), AlgoSpec.of(algo.type(), new TreeMap<>()));

        assertThatCode(() -> algo.validate(order(Side.BUY, lots(100)), instrument()))
                .doesNotThrowAnyException();
        assertThatCode(() -> algo.validate(plain, instrument())).doesNotThrowAnyException();
    }

    @Test
    void refusesAParameterItDoesNotKnow() {
        SortedMap<String, String> parameters = new TreeMap<>(algo().defaults().parameters());
        parameters.put("no-such-parameter", "1");
        OrderIntent odd = order(Side.BUY, lots(100), AlgoSpec.of(algo().type(), parameters));

        assertThatThrownBy(() -> algo().validate(odd, instrument()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-parameter");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsItsLawsWhileEveryChildFillsAtOnce(long seed) {
        BigDecimal quantity = lots(1 + new Random(seed).nextInt(5000));
        AlgoDesk desk = desk(seed, quantity, this::calm, asked -> new AlgoDesk.Ending(asked, asked, 0));
        desk.work();

        assertThat(desk.filled()).isLessThanOrEqualTo(quantity);
        if (completesInACalmMarket()) {
            assertThat(desk.filled()).isEqualByComparingTo(quantity);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsItsLawsWhileChildrenFillInPartAndLate(long seed) {
        Random random = new Random(seed);
        BigDecimal quantity = lots(1 + random.nextInt(5000));
        Function<BigDecimal, AlgoDesk.Ending> fate = asked -> {
            BigDecimal share =
                    asked.multiply(BigDecimal.valueOf(random.nextInt(101)).movePointLeft(2));
            BigDecimal filled = random.nextInt(3) == 0
                    ? asked
                    : Decimals.floorTo(share, instrument().lotSize());
            return new AlgoDesk.Ending(asked, filled, random.nextLong(30 * SECOND_NS));
        };
        AlgoDesk desk = desk(seed, quantity, this::calm, fate);

        assertThat(desk.work()).isNotEmpty();
        assertThat(desk.filled()).isLessThanOrEqualTo(quantity);
    }

    @Test
    void comesToAnEndThoughEveryChildIsRefusedAtOnce() {
        AlgoDesk desk = desk(1, lots(1000), this::calm, asked -> new AlgoDesk.Ending(asked, BigDecimal.ZERO, 0));

        assertThat(desk.work().getLast()).isInstanceOf(AlgoStep.Finish.class);
    }

    @Test
    void comesToAnEndThoughEveryChildComesBackUnfilled() {
        AlgoDesk desk =
                desk(1, lots(1000), this::calm, asked -> new AlgoDesk.Ending(asked, BigDecimal.ZERO, SECOND_NS));

        assertThat(desk.work().getLast()).isInstanceOf(AlgoStep.Finish.class);
    }

    @Test
    void comesToAnEndInAMarketWithoutPrices() {
        LongFunction<MarketView> dark = timeNs -> FixedMarket.at(timeNs).with(instrument());
        AlgoDesk desk = desk(1, lots(1000), dark, asked -> new AlgoDesk.Ending(asked, BigDecimal.ZERO, 0));

        assertThat(desk.work().getLast()).isInstanceOf(AlgoStep.Finish.class);
    }

    @Test
    void sendsNothingWhileItsChildrenHoldTheWholeQuantity() {
        AlgoDesk desk = desk(1, lots(1000), this::calm, asked -> new AlgoDesk.Ending(asked, asked, 0));
        AlgoState fresh = desk.state();
        AlgoState busy = new AlgoState(
                fresh.parent(),
                fresh.instrument(),
                fresh.market(),
                fresh.timeNs(),
                fresh.parent().progress().quantity(),
                1,
                fresh.timeNs(),
                fresh.seed(),
                fresh.resumed());

        if (algo().next(busy) instanceof AlgoStep.Continue step) {
            assertThat(step.slices()).isEmpty();
        }
    }

    @Test
    void isNotSwayedByOtherParents() {
        ExecutionAlgo shared = algo();
        AlgoState state = desk(1, lots(1000), this::calm, asked -> new AlgoDesk.Ending(asked, asked, 0))
                .state();
        AlgoStep alone = shared.next(state);
        new AlgoDesk(
                        () -> shared,
                        order(Side.SELL, lots(77)),
                        instrument(),
                        START_NS,
                        this::calm,
                        asked -> new AlgoDesk.Ending(asked, asked, SECOND_NS))
                .work();

        assertThat(shared.next(state)).isEqualTo(alone);
    }

    private AlgoDesk desk(
            long seed,
            BigDecimal quantity,
            LongFunction<MarketView> markets,
            Function<BigDecimal, AlgoDesk.Ending> endings) {
        Side side = seed % 2 == 0 ? Side.SELL : Side.BUY;
        return new AlgoDesk(this::algo, order(side, quantity), instrument(), START_NS, markets, endings);
    }

    private OrderIntent order(Side side, BigDecimal quantity, AlgoSpec spec) {
        return OrderIntent.of(instrument().symbol(), side, quantity)
                .clientOrderId("worked")
                .algo(spec)
                .build();
    }

    private MarketView calm(long timeNs) {
        Instrument instrument = instrument();
        BigDecimal size = lots(1_000_000);
        return FixedMarket.at(timeNs)
                .with(instrument)
                .with(SampleEvents.quote(instrument, timeNs, MID, size))
                .with(SampleEvents.trade(instrument.symbol(), timeNs, MID.toPlainString(), size.toPlainString()))
                .with("paper", SampleEvents.book(instrument, timeNs, 1, MID, size));
    }

    private BigDecimal lots(long count) {
        return instrument().lotSize().multiply(BigDecimal.valueOf(count));
    }
}
