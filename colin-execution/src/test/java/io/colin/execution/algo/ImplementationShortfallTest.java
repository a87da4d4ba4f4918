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
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImplementationShortfallTest extends ExecutionAlgoContract {
    private static final Instrument FINE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("0.0001").build();
    private static final Instrument WHOLE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("1").build();
    private static final long MINUTE_NS = 60 * SECOND_NS;

    @Override
    protected ExecutionAlgo algo() {
        return ImplementationShortfall.builder().build();
    }

    @ParameterizedTest(name = "urgency {0}")
    @CsvSource({"1,0.5", "2,1.5", "3,3"})
    void followsTheHyperbolicSineOfItsUrgency(int urgency, double kappaT) {
        AlgoRun run = run(tenMinutes().urgency(urgency), FINE, buy("100"), calm(FINE));
        assertThat(run.sent).hasSize(20);
        BigDecimal left = new BigDecimal("100");
        for (int j = 1; j <= 20; j++) {
            left = left.subtract(run.sent.get(j - 1).slice().quantity());
            double planned = 100 * Math.sinh(kappaT * (20 - j) / 20) / Math.sinh(kappaT);
            assertThat(left.doubleValue()).as("left after %d", j).isBetween(planned - 1e-9, planned + 0.0021);
        }
        assertThat(left).isZero();
        assertThat(run.residual()).isEqualTo("complete");
        assertThat(run.seconds()).startsWith(0L, 30L, 60L).endsWith(570L);
    }

    @Test
    void isATwapWithoutRiskAversion() {
        AlgoRun shortfall = run(tenMinutes().urgency(0), WHOLE, buy("105"), calm(WHOLE));
        Twap twap = Twap.builder()
                .duration(Duration.ofMinutes(10))
                .interval(Duration.ofSeconds(30))
                .adaptive(false)
                .jitter(0)
                .build();
        OrderIntent order = order(Side.BUY, "105", AlgoSpec.of(Twap.TYPE, Map.of()));
        AlgoRun even = new AlgoRun(twap, WHOLE, order, "100", 1).run(calm(WHOLE), 1);
        assertThat(shortfall.seconds()).isEqualTo(even.seconds());
        BigDecimal ahead = BigDecimal.ZERO;
        for (int j = 0; j < 20; j++) {
            ahead = ahead.add(shortfall.sent.get(j).slice().quantity())
                    .subtract(even.sent.get(j).slice().quantity());
            assertThat(ahead.abs()).as("ahead after %d", j + 1).isLessThanOrEqualTo(BigDecimal.ONE);
        }
        assertThat(ahead).isZero();
    }

    @Test
    void takesItsPaceFromTheRiskAversionWhenAskedTo() {
        ImplementationShortfall.Builder told =
                tenMinutes().urgency(0).impact(0.15, 1).volatility(0.04).dailyVolume(20_000);
        // cosh θ = 1 + λ · P · σ · τ² · V / (2η) with P 100, τ 30 s: θ = 0.1 needs this λ.
        double days = 30.0 / 86_400;
        double lambda = 2 * 0.15 * (Math.cosh(0.1) - 1) / (100 * 0.04 * days * days * 20_000);
        AlgoRun run = run(told.riskAversion(lambda), FINE, buy("100"), calm(FINE));
        double first = 100 * (1 - Math.sinh(1.9) / Math.sinh(2));
        assertThat(run.sent.getFirst().slice().quantity().doubleValue()).isBetween(first - 0.0001, first);
        assertThat(run.progress().leavesQuantity()).isZero();
    }

    @Test
    void tradesEvenlyWhileItsRiskIsNotKnown() {
        AlgoRun run = run(tenMinutes().urgency(0).riskAversion(0.01), WHOLE, buy("100"), calm(WHOLE));
        assertThat(run.quantities()).hasSize(20).containsOnly("5");
    }

    @Test
    void measuresTheRiskBeforeTheOrderWhereNoneIsGiven() {
        Tape tape = tape(1, 1, 700);
        AlgoRun run = run(
                tenMinutes().urgency(0).riskAversion(0.01).maxMoveSigmas(0),
                WHOLE,
                buy("100"),
                now -> calm(WHOLE).apply(now).with(WHOLE.symbol(), tape));
        assertThat(run.sent.getFirst().slice().quantity()).isGreaterThan(new BigDecimal("7"));
        assertThat(run.progress().leavesQuantity()).isZero();
    }

    @Test
    void hurriesWhenTheMarketMovesMoreThanAtArrivalAndOnlyWhenAdaptive() {
        Tape wilder = tape(1, 3, 300);
        long now = START_NS + 300 * SECOND_NS;
        assertThat(first(tenMinutes(), wilder, now)).isGreaterThan(first(tenMinutes(), tape(1, 1, 300), now));
        assertThat(first(tenMinutes().adaptive(false), wilder, now))
                .isEqualByComparingTo(first(tenMinutes().adaptive(false), tape(1, 1, 300), now));
        assertThat(first(tenMinutes(), tape(3, 0.5, 300), now)).isLessThan(first(tenMinutes(), tape(1, 1, 300), now));
    }

    @Test
    void weighsTheRiskOfNowAndNotOfTheArrivalAndOnlyWhenAdaptive() {
        ImplementationShortfall.Builder averse = tenMinutes().urgency(0).riskAversion(0.01);
        Tape wilder = tape(1, 3, 300);
        long now = START_NS + 300 * SECOND_NS;
        assertThat(first(averse, wilder, now)).isGreaterThan(first(averse, tape(1, 1, 300), now));
        assertThat(first(averse.adaptive(false), wilder, now))
                .isEqualByComparingTo(first(averse.adaptive(false), tape(1, 1, 300), now));
    }

    @Test
    void spreadsWhatASkippedStepDidNotGetOverTheRest() {
        LongFunction<FixedMarket> market = now -> now < START_NS + 290 * SECOND_NS
                ? AlgoRun.market(WHOLE, now, "99", "101")
                : AlgoRun.market(WHOLE, now, "99.99", "100.01");
        AlgoRun run = run(tenMinutes().urgency(0), WHOLE, buy("100"), market);
        assertThat(run.quantities()).hasSize(10).containsOnly("10");
        assertThat(run.seconds()).startsWith(300L);
        assertThat(run.residual()).isEqualTo("complete");
    }

    @Test
    void countsWhatIsInFlightAsSent() {
        ImplementationShortfall algo = tenMinutes().urgency(0).build();
        AlgoRun run = new AlgoRun(algo, WHOLE, buy("100"), "100", 1);
        AlgoStep step = algo.next(run.state(calm(WHOLE).apply(START_NS), START_NS, new BigDecimal("2")));
        assertThat(((AlgoStep.Continue) step).slices())
                .singleElement()
                .satisfies(slice -> assertThat(slice.quantity()).isEqualByComparingTo("3"));
    }

    @Test
    void takesAtMostAShareOfWhatTheMarketTraded() {
        Tape tape = Tape.of(WHOLE.symbol());
        for (int s = -600; s < 700; s++) {
            tape.on(trade(START_NS + s * SECOND_NS, "100", "1"));
        }
        AlgoRun run = run(
                tenMinutes().urgency(0),
                WHOLE,
                buy("1000"),
                now -> calm(WHOLE).apply(now).with(WHOLE.symbol(), tape));
        assertThat(run.quantities()).hasSize(20).containsOnly("6");
        assertThat(run.residual()).isEqualTo("end of time: leaves=880 quantity=1000");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "urgency|4|algo.urgency: must be a whole number in [0, 3] (4)",
                "risk_aversion|0.1|algo.risk_aversion: must be 0 unless urgency is 0 (0.1)",
                "risk_aversion|-1|algo.risk_aversion: must be in [0, 1] (-1)",
                "impact_beta|1.5|algo.impact_beta: must be in [0.1, 1] (1.5)",
                "impact_eta|0|algo.impact_eta: must be in [0.0001, 100] (0)",
                "volatility|x|algo.volatility: must be a decimal number (x)",
                "interval_s|1|algo.interval_s: must give at most 1000 slices in duration_s 1800 (1)",
                "pace|1|algo.pace: is not one of [adaptive, child_limit_bps, daily_volume,",
            })
    void refusesAParameterItDoesNotUnderstand(String name, String value, String message) {
        OrderIntent intent = order(Side.BUY, "1", AlgoSpec.of(ImplementationShortfall.TYPE, Map.of(name, value)));
        assertThatThrownBy(() -> algo().validate(intent, FINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersTheSameForTheSameState(long seed) {
        AlgoRun once = new AlgoRun(tenMinutes().build(), FINE, buy("7"), "100", seed).run(calm(FINE), 0.7);
        AlgoRun again = new AlgoRun(tenMinutes().build(), FINE, buy("7"), "100", seed).run(calm(FINE), 0.7);
        assertThat(again.sent).isEqualTo(once.sent);
    }

    private static BigDecimal first(ImplementationShortfall.Builder builder, Tape tape, long timeNs) {
        ImplementationShortfall algo = builder.maxMoveSigmas(0).build();
        AlgoRun run = new AlgoRun(algo, FINE, buy("100"), "100", 1);
        FixedMarket market = calm(FINE).apply(timeNs).with(FINE.symbol(), tape);
        List<io.colin.api.execution.Slice> slices =
                ((AlgoStep.Continue) algo.next(run.state(market, timeNs, BigDecimal.ZERO))).slices();
        return slices.getFirst().quantity();
    }

    /** Half an hour before the order and some seconds after, whose minutes move by some cents up and down. */
    private static Tape tape(double centsBefore, double centsAfter, int secondsAfter) {
        Tape tape = Tape.of(WHOLE.symbol());
        for (int m = -35; m * 60 < secondsAfter; m++) {
            double cents = m < 0 ? centsBefore : centsAfter;
            double price = 100 + (m % 2 == 0 ? cents : -cents) / 100;
            for (int s = 0; s < 60; s += 10) {
                long at = START_NS + m * MINUTE_NS + s * SECOND_NS;
                tape.on(trade(at, BigDecimal.valueOf(price).toPlainString(), "1000"));
            }
        }
        return tape;
    }

    private static Trade trade(long timeNs, String price, String quantity) {
        return new Trade(WHOLE.symbol(), timeNs, new BigDecimal(price), new BigDecimal(quantity), Aggressor.UNKNOWN);
    }

    private static ImplementationShortfall.Builder tenMinutes() {
        return ImplementationShortfall.builder().duration(Duration.ofMinutes(10));
    }

    private static OrderIntent buy(String quantity) {
        return order(Side.BUY, quantity, AlgoSpec.of(ImplementationShortfall.TYPE, Map.of()));
    }

    private static OrderIntent order(Side side, String quantity, AlgoSpec spec) {
        return OrderIntent.of(WHOLE.symbol(), side, new BigDecimal(quantity))
                .clientOrderId("c-1")
                .algo(spec)
                .build();
    }

    private static LongFunction<FixedMarket> calm(Instrument instrument) {
        return now -> AlgoRun.market(instrument, now, "99.99", "100.01");
    }

    private static AlgoRun run(
            ImplementationShortfall.Builder builder,
            Instrument instrument,
            OrderIntent intent,
            LongFunction<FixedMarket> market) {
        return new AlgoRun(builder.build(), instrument, intent, "100", 1).run(market, 1);
    }
}
