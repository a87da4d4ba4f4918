package io.colin.execution.algo;

import static io.colin.execution.algo.AlgoRun.SECOND_NS;
import static io.colin.execution.algo.AlgoRun.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.ExecutionAlgoContract;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.Depth;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VwapTest extends ExecutionAlgoContract {
    private static final Instrument WHOLE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("1").build();
    private static final long MINUTE_NS = 60 * SECOND_NS;
    /** 20 s into a minute. */
    private static final long BEFORE = (START_NS / MINUTE_NS + 1) * MINUTE_NS - START_NS;

    @Override
    protected ExecutionAlgo algo() {
        return Vwap.builder().build();
    }

    @Test
    void tradesEvenlyWhereNoShapeIsKnown() {
        AlgoRun run = run(Vwap.builder(), VwapTest::calm);
        assertThat(run.quantities()).hasSize(10).containsOnly("10");
        assertThat(run.seconds()).startsWith(0L, 30L).endsWith(270L);
        assertThat(run.residual()).isEqualTo("complete");
    }

    @Test
    void isNotCappedWhereQuotesAloneComeAndIsOnceABarTellsAVolume() {
        assertThat(calm(START_NS).tape(WHOLE.symbol())).isEmpty();
        assertThat(calm(START_NS).lastBar(WHOLE.symbol())).isEmpty();
        AlgoRun uncapped = new AlgoRun(Vwap.builder().build(), WHOLE, buy("100000"), "100", 1);
        assertThat(uncapped.run(VwapTest::calm, 1).residual()).isEqualTo("complete");
        // 40 a minute: a tenth of the 20 of a step.
        Bar bar = Bar.ofPrices(
                WHOLE.symbol(),
                START_NS - MINUTE_NS,
                START_NS,
                new BigDecimal("100"),
                new BigDecimal("100"),
                new BigDecimal("100"),
                new BigDecimal("100"),
                new BigDecimal("40"));
        AlgoRun capped = new AlgoRun(Vwap.builder().build(), WHOLE, buy("100000"), "100", 1);
        capped.run(now -> calm(now).with(bar), 1);
        assertThat(capped.quantities()).hasSize(10).containsOnly("2");
    }

    @Test
    void followsTheCurveItWasGiven() {
        VolumeCurve.Learner learner = VolumeCurve.learner().smoothing(Duration.ZERO);
        long day = 1_440 * MINUTE_NS;
        // Minute m of the window trades 1 + m; the window starts 20 s into its first minute.
        for (int m = 0; m < 7; m++) {
            learner.on(trade(START_NS - 7 * day + BEFORE + (m - 1) * MINUTE_NS, Integer.toString(1 + m)));
        }
        VolumeCurve curve = learner.build();
        AlgoRun run = run(Vwap.builder().curve(WHOLE.symbol(), curve), VwapTest::calm);
        double all = curve.expected(START_NS, START_NS + 300 * SECOND_NS);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < 10; k++) {
            sum = sum.add(run.sent.get(k).slice().quantity());
            double planned = 100 * curve.expected(START_NS, START_NS + (k + 1) * 30L * SECOND_NS) / all;
            assertThat(sum.doubleValue()).isBetween(planned - 1, planned + 1e-6);
        }
        assertThat(run.sent.getLast().slice().quantity())
                .isGreaterThan(run.sent.getFirst().slice().quantity().multiply(new BigDecimal("2")));
        assertThat(sum).isEqualByComparingTo("100");
    }

    @Test
    void learnsTheShapeOfTheDayBeforeFromTheTape() {
        // Ten a second in the first half of the window yesterday, thirty in the second; today nothing is known yet.
        long day = 86_400 * SECOND_NS;
        Tape tape = new Tapes()
                .every(-day - 4000 * SECOND_NS, -day + 150 * SECOND_NS, 10)
                .every(-day + 150 * SECOND_NS, -day + 400 * SECOND_NS, 30)
                .tape;
        AlgoRun run = run(Vwap.builder().live(false), now -> calm(now).with(WHOLE.symbol(), tape));
        // Without volume today the cap is 0: it is the plan that is looked at, so the cap's volume is given.
        assertThat(run.sent).isEmpty();
        Tape busy = new Tapes()
                .every(-day - 4000 * SECOND_NS, -day + 150 * SECOND_NS, 10)
                .every(-day + 150 * SECOND_NS, -day + 400 * SECOND_NS, 30)
                .every(-60 * SECOND_NS, 300 * SECOND_NS, 100)
                .tape;
        AlgoRun shaped = run(Vwap.builder().live(false), now -> calm(now).with(WHOLE.symbol(), busy));
        assertThat(total(shaped, 150)).isBetween(24, 30);
        assertThat(total(shaped, 300)).isEqualTo(100);
    }

    @Test
    void correctsTheCurveByWhatTheMarketTradesSinceTheOrderCame() {
        Tape fading = new Tapes()
                .every(-3600 * SECOND_NS, 100 * SECOND_NS, 100)
                .every(100 * SECOND_NS, 400 * SECOND_NS, 20)
                .tape;
        Tape rising = new Tapes().every(-3600 * SECOND_NS, 0, 20).every(0, 400 * SECOND_NS, 100).tape;
        AlgoRun early = run(Vwap.builder().adaptive(false), until(fading));
        AlgoRun late = run(Vwap.builder().adaptive(false), until(rising));
        AlgoRun even = run(Vwap.builder().live(false), until(rising));
        assertThat(total(even, 120)).isEqualTo(40);
        // The step at 210 s: R + s·E₁ of R + s·E₂, with s = (R + m) / (E₀ + m), at the level of the hour before.
        assertThat(total(early, 240)).isEqualTo((int) share(12_200, 21_000, 3_000, 9_000));
        assertThat(total(late, 240)).isEqualTo((int) share(21_000, 4_200, 600, 1_800));
        assertThat(total(late, 30)).as("the first step knows nothing yet").isEqualTo(10);
        assertThat(total(early, 300)).isEqualTo(100);
        assertThat(total(late, 300)).isEqualTo(100);
    }

    @ParameterizedTest(name = "behind from {0} s on, adaptive {1}")
    @CsvSource({"210,true,12", "210,false,10", "270,true,15", "270,false,10"})
    void hurriesLateInTheWindowWhileItIsBehind(long second, boolean adaptive, String quantity) {
        // Nothing has been filled by then, and the cap of one tenth of 30 s leaves the factor visible.
        Tape tape = new Tapes().every(-600 * SECOND_NS, 400 * SECOND_NS, 1_000).tape;
        Vwap vwap = Vwap.builder().adaptive(adaptive).live(false).build();
        AlgoRun run = new AlgoRun(vwap, WHOLE, buy("100"), "100", 1);
        long now = START_NS + second * SECOND_NS;
        // All but ten of what is due by the end of the step is on its way.
        BigDecimal working = new BigDecimal((second + 30) * 100 / 300 - 10);
        FixedMarket market = calm(now).with(WHOLE.symbol(), tape);
        var step = (AlgoStep.Continue) vwap.next(run.state(market, now, working.subtract(BigDecimal.ONE)));
        BigDecimal factor = new BigDecimal(quantity).movePointLeft(1);
        BigDecimal expected = new BigDecimal("11").multiply(factor).min(new BigDecimal("101").subtract(working));
        assertThat(step.slices().getFirst().quantity()).isEqualByComparingTo(expected.setScale(0, RoundingMode.DOWN));
    }

    @Test
    void neverExceedsItsShareOfTheMarket() {
        Tape tape = new Tapes().every(-600 * SECOND_NS, 400 * SECOND_NS, 2).tape;
        AlgoRun run = run(Vwap.builder(), now -> calm(now).with(WHOLE.symbol(), tape));
        assertThat(run.quantities()).hasSize(10).containsOnly("6");
        assertThat(run.residual()).isEqualTo("end of time: leaves=40 quantity=100");
        AlgoRun more = run(Vwap.builder().participation(0.15), now -> calm(now).with(WHOLE.symbol(), tape));
        assertThat(more.quantities()).hasSize(10).containsOnly("9");
    }

    @Test
    void goesByTheLastBarWhereOnlyBarsCome() {
        Tape tape = Tape.of(WHOLE.symbol());
        BigDecimal price = new BigDecimal("100");
        for (int m = -10; m <= 0; m++) {
            long close = START_NS - 20 * SECOND_NS + m * MINUTE_NS;
            tape.on(Bar.ofPrices(
                    WHOLE.symbol(), close - MINUTE_NS, close, price, price, price, price, new BigDecimal("120")));
        }
        // The last bar has closed 20 s before: its 2 a second are the volume of any 30 s until the next one.
        AlgoRun run = run(Vwap.builder().live(false), now -> calm(now).with(WHOLE.symbol(), tape));
        assertThat(run.quantities()).startsWith("6", "6");
    }

    @Test
    void skipsAStepAfterAMoveOfThreeStandardDeviations() {
        Tape tape = Tape.of(WHOLE.symbol());
        for (int s = -4000; s < 400; s++) {
            String price = s >= -15 ? "100.3" : Math.floorDiv(s, 60) % 2 == 0 ? "100.02" : "100";
            tape.on(new Trade(
                    WHOLE.symbol(),
                    START_NS + s * SECOND_NS,
                    new BigDecimal(price),
                    new BigDecimal("1000"),
                    Aggressor.UNKNOWN));
        }
        LongFunction<FixedMarket> jumped =
                now -> AlgoRun.market(WHOLE, now, "100.29", "100.31").with(WHOLE.symbol(), tape);
        AlgoRun run = run(Vwap.builder(), jumped);
        assertThat(run.seconds()).startsWith(30L);
        assertThat(run.holds).singleElement().asString().matches("move_sigmas=\\d+\\.\\d max_move_sigmas=3\\.0");
        assertThat(run(Vwap.builder().maxMoveSigmas(0), jumped).seconds()).startsWith(0L);
    }

    @Test
    void skipsABookThinnerThanThreeTenthsOfItsHourlyMean() {
        Tape tape = new Tapes().every(-600 * SECOND_NS, 400 * SECOND_NS, 1_000).tape;
        for (int k = 6; k > 0; k--) {
            tape.on(START_NS - k * 300L * SECOND_NS, new Depth(500, 100));
        }
        LongFunction<FixedMarket> thin = now -> calm(now)
                .with(WHOLE.symbol(), tape)
                .with(WHOLE.symbol(), new Depth(500, now < START_NS + 60 * SECOND_NS ? 29 : 30));
        AlgoRun run = run(Vwap.builder(), thin);
        assertThat(run.seconds()).startsWith(60L);
        assertThat(run.holds).containsExactly("depth=0.29 min_depth=0.3", "depth=0.29 min_depth=0.3");
        assertThat(run(Vwap.builder().minDepth(0.2), thin).seconds()).startsWith(0L);
        LongFunction<FixedMarket> always =
                now -> calm(now).with(WHOLE.symbol(), tape).with(WHOLE.symbol(), new Depth(500, 3));
        assertThat(run(Vwap.builder(), always).residual())
                .isEqualTo("end of time, depth=0.03 min_depth=0.3: leaves=100 quantity=100");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "participation|0.04|algo.participation: must be in [0.05, 0.2] (0.04)",
                "participation|0.21|algo.participation: must be in [0.05, 0.2] (0.21)",
                "live|1|algo.live: must be true or false (1)",
                "min_depth|1.1|algo.min_depth: must be in [0, 1] (1.1)",
                "max_move_sigmas|-1|algo.max_move_sigmas: must be in [0, 100] (-1)",
                "interval_s|301|algo.interval_s: must not exceed duration_s 300 (301)",
            })
    void refusesAParameterItDoesNotUnderstand(String name, String value, String message) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Vwap.TYPE, Map.of(name, value)))
                .build();
        assertThatThrownBy(() -> algo().validate(intent, WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesABuilderValueAtOnce() {
        assertThatThrownBy(() -> Vwap.builder().participation(0.3)).hasMessageContaining("algo.participation");
        assertThatThrownBy(() -> Vwap.builder().duration(Duration.ofSeconds(10)).build())
                .hasMessage("algo.interval_s: must not exceed duration_s 10 (30)");
    }

    private static double share(double traded, double before, double coming, double rest) {
        double prior = (before + rest) / 4;
        double pace = (traded + prior) / (before + prior);
        return 100 * (traded + pace * coming) / (traded + pace * rest);
    }

    /** A tape that knows at a time what had happened by then. */
    private static LongFunction<FixedMarket> until(Tape tape) {
        return now -> calm(now).with(WHOLE.symbol(), tape);
    }

    /** What was sent before a second of the run. */
    private static int total(AlgoRun run, long beforeSecond) {
        return run.sent.stream()
                .filter(sent -> sent.timeNs() < START_NS + beforeSecond * SECOND_NS)
                .mapToInt(sent -> sent.slice().quantity().intValueExact())
                .sum();
    }

    /** Tapes of one trade a second. */
    private static final class Tapes {
        private final Tape tape = Tape.of(WHOLE.symbol());

        Tapes every(long fromNs, long toNs, int quantity) {
            LongUnaryOperator second = ns -> ns / SECOND_NS;
            for (long s = second.applyAsLong(fromNs); s < second.applyAsLong(toNs); s++) {
                tape.on(trade(START_NS + s * SECOND_NS, Integer.toString(quantity)));
            }
            return this;
        }
    }

    private static Trade trade(long timeNs, String quantity) {
        return new Trade(WHOLE.symbol(), timeNs, new BigDecimal("100"), new BigDecimal(quantity), Aggressor.UNKNOWN);
    }

    private static OrderIntent buy(String quantity) {
        return OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Vwap.TYPE, Map.of()))
                .build();
    }

    private static FixedMarket calm(long now) {
        return AlgoRun.market(WHOLE, now, "99.99", "100.01");
    }

    private static AlgoRun run(Vwap.Builder builder, LongFunction<FixedMarket> market) {
        return new AlgoRun(builder.build(), WHOLE, buy("100"), "100", 1).run(market, 1);
    }
}
