package io.colin.execution.algo;

import static io.colin.execution.algo.AlgoRun.SECOND_NS;
import static io.colin.execution.algo.AlgoRun.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.api.market.FixedMarket;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwapTest {
    private static final Instrument WHOLE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("1").build();
    private static final Instrument FINE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("0.0001").build();

    @Test
    void tradesMoreEarlyAndLessLateWhenAdaptive() {
        AlgoRun run = run(tenMinutes().jitter(0), buy("100"), calm(WHOLE), 1);
        assertThat(run.quantities()).containsExactly("12", "12", "12", "10", "10", "10", "10", "8", "8", "8");
        assertThat(run.seconds()).containsExactly(0L, 60L, 120L, 180L, 240L, 300L, 360L, 420L, 480L, 540L);
        assertThat(run.residual()).isEqualTo("complete");
    }

    @Test
    void tradesEvenlyWhenNotAdaptiveAndTheLastSliceTakesTheRemainder() {
        AlgoRun run = run(tenMinutes().jitter(0).adaptive(false), buy("104"), calm(WHOLE), 1);
        assertThat(run.quantities()).containsExactly("10", "10", "11", "10", "11", "10", "10", "11", "10", "11");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void sumsToTheParentExactlyWithEverySliceInTheWindowAndOnTime(long seed) {
        Random random = new Random(seed);
        BigDecimal quantity = new BigDecimal(1 + random.nextInt(1_000_000)).movePointLeft(4);
        int minutes = 1 + random.nextInt(90);
        int interval = 5 + random.nextInt(56);
        Twap.Builder twap = Twap.builder()
                .duration(Duration.ofMinutes(minutes))
                .interval(Duration.ofSeconds(interval))
                .adaptive(random.nextBoolean());
        OrderIntent intent = OrderIntent.of(FINE.symbol(), Side.BUY, quantity)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()))
                .build();
        AlgoRun run = new AlgoRun(twap.build(), FINE, intent, "100", seed).run(calm(FINE), 1);
        BigDecimal sum = run.sent.stream().map(s -> s.slice().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(quantity);
        long step = minutes * 60L * SECOND_NS / Math.max(1, minutes * 60 / interval);
        long first = run.sent.getFirst().timeNs();
        for (AlgoRun.Sent sent : run.sent) {
            assertThat(sent.timeNs()).isBetween(START_NS, START_NS + minutes * 60L * SECOND_NS);
            assertThat(sent.slice().quantity().remainder(FINE.lotSize())).isZero();
            assertThat(sent.slice().timeInForce()).isEqualTo(TimeInForce.IOC);
            long offPlan = (sent.timeNs() - first) % step;
            assertThat(Math.min(offPlan, step - offPlan)).isLessThan(5 * SECOND_NS);
        }
    }

    @Test
    void variesItsStartByAFifthOfTheIntervalEitherWay() {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long seed = 0; seed < 500; seed++) {
            long offset = run(tenMinutes(), buy("100"), calm(WHOLE), seed)
                            .sent
                            .getFirst()
                            .timeNs()
                    - START_NS;
            least = Math.min(least, offset);
            most = Math.max(most, offset);
        }
        assertThat(least).isBetween(0L, SECOND_NS);
        assertThat(most).isBetween(23 * SECOND_NS, 24 * SECOND_NS);
    }

    @Test
    void givesTheSameScheduleForTheSameSeed() {
        AlgoRun once = run(tenMinutes(), buy("100"), calm(WHOLE), 77);
        AlgoRun again = run(tenMinutes(), buy("100"), calm(WHOLE), 77);
        assertThat(again.sent).isEqualTo(once.sent);
    }

    @Test
    void skipsStepsBeyondThePriceControlAndCatchesUpAtMostByHalf() {
        LongFunction<FixedMarket> market = now -> now < START_NS + 150 * SECOND_NS
                ? AlgoRun.market(WHOLE, now, "100.10", "100.14")
                : AlgoRun.market(WHOLE, now, "99.99", "100.01");
        AlgoRun run = run(tenMinutes().jitter(0).adaptive(false), buy("100"), market, 1);
        assertThat(run.seconds()).containsExactly(180L, 240L, 300L, 360L, 420L, 480L, 540L);
        assertThat(run.quantities()).containsExactly("15", "15", "15", "15", "15", "15", "10");
        assertThat(run.progress().leavesQuantity()).isZero();
    }

    @Test
    void tellsOfAStepThatWasSkippedHowLongItHadNoSlice() {
        LongFunction<FixedMarket> market = now -> now < START_NS + 150 * SECOND_NS
                ? AlgoRun.market(WHOLE, now, "100.10", "100.14")
                : AlgoRun.market(WHOLE, now, "99.99", "100.01");
        AlgoRun run = run(tenMinutes().jitter(0).adaptive(false), buy("100"), market, 1);
        assertThat(run.kept.getFirst().offPlanNs()).as("the first of 0 s").isEqualTo(180 * SECOND_NS);
        assertThat(run.kept.subList(1, run.kept.size()))
                .extracting(ExecutionNote.Kept::offPlanNs)
                .containsOnly(0L);
    }

    @ParameterizedTest(name = "dear from {0} s on: {1} s off plan")
    @CsvSource({"600, 0", "540, 60", "500, 60", "480, 120"})
    void tellsOfStepsThatWereSkippedUntilTheEnd(long fromS, long offPlanS) {
        LongFunction<FixedMarket> market = now -> now < START_NS + fromS * SECOND_NS
                ? AlgoRun.market(WHOLE, now, "99.99", "100.01")
                : AlgoRun.market(WHOLE, now, "100.10", "100.14");
        AlgoRun run = run(tenMinutes().jitter(0).adaptive(false), buy("100"), market, 1);
        assertThat(run.kept.stream()
                        .reduce(ExecutionNote.Kept::and)
                        .orElseThrow()
                        .offPlanNs())
                .isEqualTo(offPlanS * SECOND_NS);
    }

    @Test
    void doesNotSkipWhileThePriceIsBetterThanAtArrival() {
        AlgoRun run = run(tenMinutes().jitter(0), buy("100"), now -> AlgoRun.market(WHOLE, now, "98.99", "99.01"), 1);
        assertThat(run.sent).hasSize(10);
    }

    @Test
    void returnsWhatThePriceControlLeftWithTheReason() {
        AlgoRun run = run(tenMinutes(), buy("100"), now -> AlgoRun.market(WHOLE, now, "100.10", "100.14"), 1);
        assertThat(run.sent).isEmpty();
        assertThat(run.residual())
                .isEqualTo("end of time, price control: mid=100.12 bound=100.1: leaves=100 quantity=100");
    }

    @Test
    void triesEachStepOnceHoweverLittleIsFilled() {
        AlgoRun run = new AlgoRun(tenMinutes().jitter(0).build(), WHOLE, buy("100"), "100", 1).run(calm(WHOLE), 0);
        assertThat(run.sent).hasSize(10);
        assertThat(run.seconds()).containsExactly(0L, 60L, 120L, 180L, 240L, 300L, 360L, 420L, 480L, 540L);
        assertThat(run.quantities()).containsExactly("12", "18", "18", "15", "15", "15", "15", "12", "12", "12");
        assertThat(run.residual()).isEqualTo("end of time: leaves=100 quantity=100");
    }

    @Test
    void sendsNothingWithoutAFreshPriceAndLooksAgainForFiveSeconds() {
        AlgoRun run = new AlgoRun(tenMinutes().jitter(0).build(), WHOLE, buy("100"), "100", 1);
        FixedMarket stale =
                FixedMarket.at(START_NS).with(AlgoRun.quote(WHOLE, START_NS - 2 * SECOND_NS - 1, "99.99", "100.01"));
        Twap twap = tenMinutes().jitter(0).build();
        assertThat(twap.next(run.state(stale, START_NS, BigDecimal.ZERO)))
                .isEqualTo(new AlgoStep.Continue(List.of(), START_NS + SECOND_NS));
        assertThat(twap.next(run.state(stale, START_NS + 5 * SECOND_NS + 1, BigDecimal.ZERO)))
                .isEqualTo(new AlgoStep.Continue(List.of(), START_NS + 60 * SECOND_NS));
        FixedMarket fresh = AlgoRun.market(WHOLE, START_NS + SECOND_NS, "99.99", "100.01");
        assertThat(twap.next(run.state(fresh, START_NS + 3 * SECOND_NS, BigDecimal.ZERO)))
                .isEqualTo(new AlgoStep.Continue(
                        List.of(new Slice(
                                new BigDecimal("12"), new OrderType.Limit(new BigDecimal("100.1")), TimeInForce.IOC)),
                        START_NS + 60 * SECOND_NS));
    }

    @ParameterizedTest(name = "{0} at {1}/{2}, arrival {3}, own limit {4}")
    @CsvSource({
        // arrival ± 10 bp binds, mid ± 20 bp binds, own limit binds, and the tick never loosens it
        "BUY,99.99,100.01,100,,100.1",
        "BUY,99.79,99.81,100,,99.99",
        "BUY,99.99,100.01,100,100.05,100.05",
        "BUY,33.32,33.34,33.33,,33.36",
        "SELL,99.99,100.01,100,,99.9",
        "SELL,100.19,100.21,100,,100",
        "SELL,99.99,100.01,100,99.95,99.95",
        "SELL,33.32,33.34,33.33,,33.3",
    })
    void limitsAChildByTheTightestBound(
            Side side, String bid, String ask, String arrival, String own, String expected) {
        OrderIntent.Builder intent = OrderIntent.of(WHOLE.symbol(), side, new BigDecimal("100"))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()));
        if (own != null) {
            intent.type(new OrderType.Limit(new BigDecimal(own)));
        }
        AlgoRun run = new AlgoRun(tenMinutes().build(), WHOLE, intent.build(), arrival, 1)
                .run(now -> AlgoRun.market(WHOLE, now, bid, ask), 1);
        assertThat(run.sent.getFirst().slice().type()).isEqualTo(new OrderType.Limit(new BigDecimal(expected)));
    }

    @Test
    void sendsNothingThatCannotReachTheOtherSide() {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal("100"))
                .clientOrderId("c-1")
                .type(new OrderType.Limit(new BigDecimal("100")))
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()))
                .build();
        AlgoRun run = run(tenMinutes(), intent, calm(WHOLE), 1);
        assertThat(run.sent).isEmpty();
        assertThat(run.residual()).startsWith("end of time, limit=100 does not reach 100.01");
        assertThat(run.holds).as("its own limit is no pause").isEmpty();
    }

    @Test
    void skipsAWideSpread() {
        AlgoRun run = run(
                tenMinutes().priceControlBps(100).childLimitBps(100),
                buy("100"),
                now -> AlgoRun.market(WHOLE, now, "99.74", "100.26"),
                1);
        assertThat(run.sent).isEmpty();
        assertThat(run.residual()).contains("spread_bps=52 max_spread_bps=50");
        assertThat(run.holds).hasSize(10).containsOnly("spread_bps=52 max_spread_bps=50");
    }

    @Test
    void carriesSlicesBelowTheSmallestValueToTheNext() {
        Instrument instrument =
                Instrument.spot("BTC/USD").lotSize("0.01").minNotional("5").build();
        AlgoRun run = new AlgoRun(tenMinutes().jitter(0).adaptive(false).build(), instrument, buy("0.23"), "100", 1)
                .run(now -> AlgoRun.market(instrument, now, "99.99", "100.01"), 1);
        assertThat(run.quantities()).containsExactly("0.06", "0.07", "0.1");
        assertThat(run.seconds()).containsExactly(120L, 300L, 540L);
    }

    @Test
    void takesAtMostAShareOfTheLastBarsVolume() {
        Bar bar = Bar.ofPrices(
                WHOLE.symbol(),
                START_NS - 60 * SECOND_NS,
                START_NS,
                new BigDecimal("100"),
                new BigDecimal("100"),
                new BigDecimal("100"),
                new BigDecimal("100"),
                new BigDecimal("29"));
        AlgoRun run = run(
                tenMinutes().jitter(0),
                buy("100"),
                now -> calm(WHOLE).apply(now).with(bar),
                1);
        assertThat(run.quantities()).hasSize(10).containsOnly("5");
        assertThat(run.residual()).isEqualTo("end of time: leaves=50 quantity=100");
    }

    @Test
    void waitsForItsChildAtTheEndOfTime() {
        AlgoRun run = new AlgoRun(tenMinutes().build(), WHOLE, buy("100"), "100", 1);
        long end = START_NS + 600 * SECOND_NS;
        assertThat(tenMinutes().build().next(run.state(calm(WHOLE).apply(end), end, BigDecimal.ONE)))
                .isEqualTo(new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER));
    }

    @Test
    void countsWorkingQuantityAsSent() {
        AlgoRun run = new AlgoRun(tenMinutes().jitter(0).build(), WHOLE, buy("100"), "100", 1);
        AlgoStep step = tenMinutes()
                .jitter(0)
                .build()
                .next(run.state(calm(WHOLE).apply(START_NS), START_NS, new BigDecimal("5")));
        assertThat(((AlgoStep.Continue) step).slices())
                .singleElement()
                .satisfies(slice -> assertThat(slice.quantity()).isEqualByComparingTo("7"));
    }

    @Test
    void endsWithItsParentsTimeInForce() {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal("100"))
                .clientOrderId("c-1")
                .timeInForce(TimeInForce.gtd(START_NS + 300 * SECOND_NS))
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()))
                .build();
        AlgoRun run = run(tenMinutes().jitter(0).adaptive(false), intent, calm(WHOLE), 1);
        assertThat(run.seconds()).containsExactly(0L, 60L, 120L, 180L, 240L);
        assertThat(run.quantities()).containsOnly("20");
    }

    @Test
    void refusesToWorkWithoutAnArrivalMid() {
        AlgoRun run = new AlgoRun(tenMinutes().build(), WHOLE, buy("100"), "0", 1).run(calm(WHOLE), 1);
        assertThat(run.residual()).startsWith("no arrival mid");
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"BUY,100.11,true", "BUY,100.1,false", "SELL,99.89,true", "SELL,99.9,false"})
    void pausesWhenItsAverageIsBeyondThePriceControlUntilAPersonResumesIt(Side side, String price, boolean pauses) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), side, new BigDecimal("100"))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()))
                .build();
        AlgoRun run = new AlgoRun(tenMinutes().build(), WHOLE, intent, "100", 1)
                .filledAt("10", price)
                .run(calm(WHOLE), 1);
        if (!pauses) {
            assertThat(run.residual()).isEqualTo("complete");
            return;
        }
        assertThat(run.sent).isEmpty();
        assertThat(run.residual())
                .startsWith("paused: average price beyond the price control: average=" + price + " bound=");
        assertThat(run.resumed().run(calm(WHOLE), 1).residual()).isEqualTo("complete");
    }

    @Test
    void letsAnOrderOverrideItsParameters() {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal("100"))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(
                        Twap.TYPE, Map.of("duration_s", "120", "adaptive", "false", "jitter", "0", "interval_s", "30")))
                .build();
        AlgoRun run = run(tenMinutes(), intent, calm(WHOLE), 1);
        assertThat(run.quantities()).containsExactly("25", "25", "25", "25");
        assertThat(run.seconds()).containsExactly(0L, 30L, 60L, 90L);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "speed|1|algo.speed: is not one of [adaptive, catch_up, child_limit_bps, duration_s, interval_s,",
                "duration_s|abc|algo.duration_s: must be a whole number in [1, 604800] (abc)",
                "duration_s|0|algo.duration_s: must be a whole number in [1, 604800] (0)",
                "duration_s|30|algo.interval_s: must not exceed duration_s 30 (60)",
                "interval_s|1.5|algo.interval_s: must be a whole number in [1, 86400] (1.5)",
                "adaptive|yes|algo.adaptive: must be true or false (yes)",
                "participation|1.1|algo.participation: must be in [0.0001, 1] (1.1)",
                "price_control_bps|-1|algo.price_control_bps: must be in [0.01, 5000] (-1)",
                "price_control_bps|x|algo.price_control_bps: must be a decimal number (x)",
            })
    void refusesAParameterItDoesNotUnderstand(String name, String value, String message) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of(name, value)))
                .build();
        assertThatThrownBy(() -> Twap.builder().build().validate(intent, WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesOrdersItCannotWork() {
        OrderIntent.Builder base = OrderIntent.of(WHOLE.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()));
        Twap twap = Twap.builder().build();
        assertThatThrownBy(() -> twap.validate(base.timeInForce(TimeInForce.IOC).build(), WHOLE))
                .hasMessageContaining("timeInForce: must be GTC, GTD or DAY");
        OrderType stop = new OrderType.StopMarket(BigDecimal.TEN, TriggerSource.LAST);
        assertThatThrownBy(() -> twap.validate(
                        base.timeInForce(TimeInForce.GTC).type(stop).build(), WHOLE))
                .hasMessageContaining("type: must be Market or Limit");
        base.type(new OrderType.Limit(BigDecimal.TEN));
        assertThatThrownBy(() -> twap.validate(base.postOnly(true).build(), WHOLE))
                .hasMessageContaining("postOnly: must be false");
        twap.validate(base.postOnly(false).build(), WHOLE);
    }

    @Test
    void refusesABuilderValueAtOnce() {
        assertThatThrownBy(() -> Twap.builder().jitter(0.5)).hasMessage("algo.jitter: must be in [0, 0.4] (0.5)");
        assertThatThrownBy(() -> Twap.builder().duration(Duration.ZERO)).hasMessageContaining("duration");
        assertThatThrownBy(() -> Twap.builder().duration(Duration.ofSeconds(30)).build())
                .hasMessage("algo.interval_s: must not exceed duration_s 30 (60)");
        assertThatThrownBy(() -> Twap.builder()
                        .duration(Duration.ofDays(7))
                        .interval(Duration.ofSeconds(1))
                        .build())
                .hasMessageContaining("at most 10000 slices");
    }

    @Test
    void namesEveryParameterInItsDefaults() {
        assertThat(Twap.builder().priceControlBps(12.5).build().defaults().parameters())
                .containsEntry("price_control_bps", "12.5")
                .containsEntry("duration_s", "3600")
                .hasSize(12);
    }

    private static Twap.Builder tenMinutes() {
        return Twap.builder().duration(Duration.ofMinutes(10));
    }

    private static OrderIntent buy(String quantity) {
        return OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()))
                .build();
    }

    private static LongFunction<FixedMarket> calm(Instrument instrument) {
        return now -> AlgoRun.market(instrument, now, "99.99", "100.01");
    }

    private static AlgoRun run(Twap.Builder twap, OrderIntent intent, LongFunction<FixedMarket> market, long seed) {
        return new AlgoRun(twap.build(), WHOLE, intent, "100", seed).run(market, 1);
    }
}
