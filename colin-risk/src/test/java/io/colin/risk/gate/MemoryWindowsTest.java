package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate remembers for a while: each memory beside a plain list of everything, at its edges and as it grows. */
class MemoryWindowsTest {
    private record Seen(int hash, long timeNs) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void timesWithinAWindowAreThoseOfAPlainList(long seed) {
        Random random = new Random(seed);
        TimeWindow window = new TimeWindow(100);
        Deque<Long> plain = new ArrayDeque<>();
        long nowNs = 0;
        for (int i = 0; i < 3_000; i++) {
            // Bursts that make it grow, and silences that empty it.
            nowNs += random.nextInt(50) == 0 ? 150 : random.nextInt(3);
            if (random.nextInt(4) > 0) {
                window.add(nowNs);
                plain.addLast(nowNs);
            }
            long now = nowNs;
            plain.removeIf(timeNs -> now - timeNs >= 100);
            assertThat(window.count(nowNs)).isEqualTo(plain.size());
        }
        window.add(nowNs);
        window.length(10);
        assertThat(window.count(nowNs + 9)).isPositive();
        assertThat(window.count(nowNs + 10)).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void hashesWithinAWindowAreNeverForgottenAndSeldomInvented(long seed) {
        Random random = new Random(seed);
        HashWindow window = new HashWindow(100);
        Deque<Seen> plain = new ArrayDeque<>();
        long nowNs = 0;
        for (int i = 0; i < 5_000; i++) {
            nowNs += random.nextInt(200) == 0 ? 150 : random.nextInt(2);
            // Few values, so that one is often there more than once; near and far apart, so that places are shared.
            int hash = random.nextInt(60) * (random.nextBoolean() ? 1 : 1 << 20);
            if (random.nextInt(4) > 0) {
                window.add(hash, nowNs);
                plain.addLast(new Seen(hash, nowNs));
            }
            long now = nowNs;
            plain.removeIf(seen -> now - seen.timeNs() >= 100);
            int asked = random.nextInt(60) * (random.nextBoolean() ? 1 : 1 << 20);
            assertThat(window.mayHold(asked, nowNs)).isEqualTo(plain.stream().anyMatch(seen -> seen.hash() == asked));
        }
        window.add(7, nowNs);
        window.length(10);
        assertThat(window.mayHold(7, nowNs + 9)).isTrue();
        assertThat(window.mayHold(7, nowNs + 10)).isFalse();
    }

    private static OrderIntent intent(String id, String strategy) {
        return OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE)
                .clientOrderId(id)
                .strategy(strategy)
                .limit(BigDecimal.TEN)
                .build();
    }

    private static Order order(String id, String strategy) {
        return Order.of(new RiskRequest.Parent(id, intent(id, strategy), "key-" + strategy, Optional.empty()));
    }

    @Test
    void ratesOfManyNamesAreCountedEachAndTheIdleForgotten() {
        OrderRates rates = new OrderRates("nobody");
        for (int round = 0; round < 3; round++) {
            long nowNs = 10L * round * SECOND;
            for (int i = 0; i < 600; i++) {
                rates.add(order("o", "s" + i), nowNs);
            }
            rates.add(order("o", "s0"), nowNs);
            assertThat(rates.all(nowNs)).isEqualTo(601);
            assertThat(rates.ofStrategy("s0", nowNs)).isEqualTo(2);
            assertThat(rates.ofStrategy("s599", nowNs + SECOND - 1)).isEqualTo(1);
            assertThat(rates.ofStrategy("s599", nowNs + SECOND)).isZero();
            assertThat(rates.ofKey("key-s300", nowNs + SECOND - 1)).isEqualTo(1);
            assertThat(rates.ofKey("key-none", nowNs)).isZero();
        }
    }

    @Test
    void familiesAreKnownWhileTheyWorkAndTheLastThatEnded() {
        Families families = new Families();
        for (int i = 0; i <= 4096; i++) {
            families.add("o" + i, intent("o" + i, "s" + i));
        }
        families.add("o7", intent("o7", "other"));
        assertThat(families.of("o7").orElseThrow().strategy())
                .as("the first word counts")
                .isEqualTo("s7");
        for (int i = 0; i <= 4096; i++) {
            families.end("o" + i);
            families.end("o" + i);
        }
        assertThat(families.of("o0")).as("the oldest that ended").isEmpty();
        assertThat(families.of("o1").orElseThrow().symbol()).isEqualTo(BTC);
        assertThat(families.of("o4096").orElseThrow().strategy()).isEqualTo("s4096");
        families.end("never");
        assertThat(families.of("never")).isEmpty();
    }

    @Test
    void ownPricesOfManyStrategiesAreForgottenWhenTheyAreIdleAndNoSooner() {
        OwnPrices prices = new OwnPrices(1_000);
        for (int i = 0; i < 300; i++) {
            prices.add(order("o", "s" + i).intent(), BigDecimal.TEN, 0);
        }
        prices.expect(intent("o", "expected"), 12);
        for (int i = 0; i < 300; i++) {
            prices.add(order("o", "t" + i).intent(), BigDecimal.TEN, 2_000);
        }
        assertThat(prices.line(intent("o", "s0"))).as("idle").isNull();
        assertThat(prices.line(intent("o", "t0"))).isNotNull();
        OwnPrices.Line expected = Objects.requireNonNull(prices.line(intent("o", "expected")), "is not idle");
        assertThat(expected.low()).isEqualTo(12);
        assertThat(expected.high()).isEqualTo(12);
        assertThat(expected.isKnown(2_000)).isTrue();
        prices.forget("t0");
        assertThat(prices.line(intent("o", "t0"))).isNull();
        assertThat(prices.range(order("o", "t1"), 2_999)).isPresent();
        prices.window(500);
        assertThat(prices.range(order("o", "t1"), 2_499)).isPresent();
        assertThat(prices.range(order("o", "t1"), 2_500)).isEmpty();
    }

    @Test
    void cyclesAreOfOneStrategyAndOneSymbol() {
        RepeatedExecutions cycles = new RepeatedExecutions(100);
        assertThat(cycles.withNext("a", BTC, 0)).isZero();
        cycles.passed("a", BTC, 0);
        assertThat(cycles.withNext("a", BTC, 0)).as("nothing filled").isZero();
        cycles.filled("a", BTC);
        assertThat(cycles.withNext("a", BTC, 0)).isEqualTo(1);
        cycles.passed("a", BTC, 0);
        assertThat(cycles.withNext("a", BTC, 99)).isEqualTo(1);
        cycles.filled("a", BTC);
        assertThat(cycles.withNext("a", BTC, 99)).isEqualTo(2);
        assertThat(cycles.withNext("a", BTC, 100)).isEqualTo(1);
        assertThat(cycles.withNext("a", ETH, 0)).isZero();
        assertThat(cycles.withNext("b", BTC, 0)).isZero();
        cycles.passed("a", BTC, 100);
        cycles.window(10);
        assertThat(cycles.withNext("a", BTC, 109)).isEqualTo(1);
        assertThat(cycles.withNext("a", BTC, 110)).isZero();
        cycles.filled("b", ETH);
        cycles.passed("b", ETH, 120);
        assertThat(cycles.withNext("b", ETH, 129))
                .as("the new length counts for new ones too")
                .isEqualTo(1);
        assertThat(cycles.withNext("b", ETH, 130)).isZero();
        cycles.filled("a", BTC);
        cycles.forget("a");
        assertThat(cycles.withNext("a", BTC, 110)).isZero();
    }

    @Test
    void theFirstPriceOfADayIsNotReplacedAndAnEarlierDayTellsNothing() {
        FirstPrices prices = new FirstPrices();
        prices.observe(BTC, dec("100"), DAY);
        prices.observe(BTC, dec("200"), 2 * DAY - 1);
        prices.observe(BTC, dec("300"), DAY - 1);
        assertThat(prices.unitValue(BTC, 2 * DAY - 1)).contains(dec("100"));
        assertThat(prices.knows(BTC, DAY)).isTrue();
        assertThat(prices.knows(BTC, DAY - 1)).isFalse();
        assertThat(prices.knows(BTC, 2 * DAY)).isFalse();
        assertThat(prices.knows(ETH, DAY)).isFalse();
        assertThat(prices.unitValue(BTC, 2 * DAY)).isEmpty();
        Map<String, String> state = new TreeMap<>();
        prices.save(state);
        FirstPrices next = new FirstPrices();
        next.observe(ETH, dec("10"), DAY);
        next.restore(state);
        assertThat(next.unitValue(BTC, DAY)).contains(dec("100"));
        assertThat(next.knows(ETH, DAY)).as("what was known before is gone").isFalse();
        prices.observe(BTC, dec("400"), 2 * DAY);
        assertThat(prices.unitValue(BTC, 2 * DAY)).contains(dec("400"));
    }

    @Test
    void aDaysCountsFollowWhatFillsAndWhatIsLeftAtMidnight() {
        DayCounts days = new DayCounts();
        Order order = order("o1", "s");
        days.passed(order, dec("10"), dec("100"), DAY);
        assertThat(days.trades(DAY)).isEqualTo(1);
        assertThat(days.value(BTC, DAY)).isEqualByComparingTo("1000");
        assertThat(days.valueOf("o1", DAY)).isEqualByComparingTo("1000");
        assertThat(days.valueOf("none", DAY)).isZero();
        days.filled("o1", dec("1"));
        days.filled("o1", dec("2"));
        days.filled("none", dec("2"));
        days.reported("o1", dec("2"));
        days.passed(order, dec("8"), dec("50"), DAY);
        assertThat(days.trades(DAY)).as("a change is no trade").isEqualTo(1);
        assertThat(days.value(BTC, DAY)).as("it may be refused").isEqualByComparingTo("1000");
        days.stands("o1", dec("5"), dec("50"));
        assertThat(days.value(BTC, DAY)).as("it took place").isEqualByComparingTo("400");
        days.stands("none", dec("5"), dec("50"));
        assertThat(days.value(BTC, DAY)).isEqualByComparingTo("400");
        assertThat(days.trades(BTC, 2 * DAY)).as("it works at midnight").isEqualTo(1);
        assertThat(days.value(BTC, 2 * DAY)).as("five are left").isEqualByComparingTo("250");
        assertThat(days.value(BTC, DAY)).as("time does not go back").isEqualByComparingTo("250");
        assertThat(days.trades(Long.MIN_VALUE)).isEqualTo(1);
        days.closed("o1");
        assertThat(days.trades(2 * DAY)).as("nothing of it filled today").isZero();
        assertThat(days.value(BTC, 2 * DAY)).isZero();
        days.closed("o1");
        assertThat(days.trades(2 * DAY)).isZero();
        days.passed(order("o2", "s"), dec("10"), dec("100"), 2 * DAY);
        days.reported("o2", dec("4"));
        days.closed("o2");
        assertThat(days.trades(2 * DAY)).isEqualTo(1);
        assertThat(days.trades(BTC, 2 * DAY)).isEqualTo(1);
        assertThat(days.value(BTC, 2 * DAY)).isEqualByComparingTo("400");
        Map<String, String> state = new TreeMap<>();
        days.save(state);
        DayCounts next = new DayCounts();
        next.passed(order("o3", "s"), dec("10"), dec("100"), DAY);
        next.restore(SavedState.of(state));
        assertThat(next.trades(2 * DAY)).isEqualTo(1);
        assertThat(next.valueOf("o3", 2 * DAY)).as("what was open is not known").isZero();
        Map<String, String> again = new TreeMap<>();
        next.save(again);
        assertThat(again).isEqualTo(state);
        assertThat(next.trades(3 * DAY)).isZero();
    }

    @Test
    void aChangeAfterARestartCountsWhatItAddsAndTakesNoTradeBack() {
        DayCounts days = new DayCounts();
        days.passed(order("o1", "s"), dec("10"), dec("100"), DAY);
        days.reported("o1", dec("4"));
        Map<String, String> state = new TreeMap<>();
        days.save(state);
        DayCounts next = new DayCounts();
        next.restore(SavedState.of(state));
        OrderProgress filled = new OrderProgress(
                OrderStatus.PARTIALLY_FILLED,
                OrderStatus.PARTIALLY_FILLED,
                Outcome.KNOWN,
                dec("10"),
                dec("4"),
                dec("100"),
                new TreeMap<>(),
                List.of(),
                DAY,
                1);
        next.found(new ParentOrder("o1", intent("o1", "s"), "key-s", DAY, dec("100"), filled));
        next.stands("o1", dec("6"), dec("100"));
        assertThat(next.value(BTC, DAY)).as("it counts once").isEqualByComparingTo("1000");
        Order change = new Order(
                Order.Kind.AMEND,
                "o1",
                "o1",
                "key-s",
                intent("o1", "s"),
                intent("o1", "s").type(),
                dec("8"),
                dec("4"),
                "any",
                null,
                null,
                new Order.Before(intent("o1", "s").type(), dec("6")));
        next.passed(change, dec("12"), dec("100"), DAY);
        assertThat(next.value(BTC, DAY)).as("two more").isEqualByComparingTo("1200");
        next.passed(change, dec("5"), dec("100"), DAY);
        assertThat(next.value(BTC, DAY)).as("a cut may be refused").isEqualByComparingTo("1200");
        next.closed("o1");
        assertThat(next.trades(DAY)).as("it filled today").isEqualTo(1);
        assertThat(next.trades(BTC, DAY)).isEqualTo(1);
        assertThat(next.value(BTC, DAY)).isEqualByComparingTo("1200");
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 100.01, true",
        "0.01, 100, true",
        "0.01, -3.07, true",
        "0.01, 100.001, false",
        "0.05, 100.05, true",
        "0.05, 100.01, false",
        "5, 10, true",
        "5, 12, false",
        "0.000000000000000001, 0.000000000000000003, true",
        "0.0000000000000000001, 1, false",
        "1E+1, 10, false",
        "0.01, 22517998136852.47, true",
        "0.01, 22517998136852.48, false",
        "0.01, 1E+2, false"
    })
    void aGridHoldsWhatIsAWholeNumberOfStepsAndSaysNoWhereItCannotTell(String step, String value, boolean holds) {
        assertThat(Grid.of(dec(step)).surelyHolds(dec(value))).isEqualTo(holds);
    }

    @Test
    void aStepOfFiftyBitsIsTooFine() {
        assertThat(Grid.of(BigDecimal.valueOf(1L << 48)).surelyHolds(BigDecimal.valueOf(1L << 48)))
                .isTrue();
        assertThat(Grid.of(BigDecimal.valueOf(1L << 49)).surelyHolds(BigDecimal.valueOf(1L << 49)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.09, 0", "0.1, 0.1", "0.55, 0.5", "0.9, 0.9", "0.99, 0.9"})
    void theLargestSizeIsFoundToTheLot(String limit, String largest) {
        List<BigDecimal> asked = new ArrayList<>();
        assertThat(LargestSize.below(dec("1"), dec("0.1"), size -> {
                    asked.add(size);
                    return size.compareTo(dec(limit)) <= 0;
                }))
                .isEqualByComparingTo(largest);
        assertThat(asked).hasSizeLessThan(6).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(dec("1")));
    }

    @Test
    void whereNothingPassesTheLargestSizeIsNone() {
        assertThat(LargestSize.below(dec("1"), dec("0.1"), size -> size.signum() > 0))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.999, 1, true", "0.999999999, 1, false", "1, 1, false", "NaN, 1, false", "-1, 0, true", "0, 0, false"
    })
    void surelyBelowLeavesAMargin(double value, double bound, boolean surely) {
        assertThat(Surely.below(value, bound)).isEqualTo(surely);
        assertThat(Surely.above(-value, -bound)).isEqualTo(surely);
        assertThat(Surely.below(value, 1e6, bound)).as("of large terms").isEqualTo(surely && value < bound - 0.002);
    }

    @ParameterizedTest
    @CsvSource({
        "0.99, 1, true",
        "0.9999985, 1, true",
        "0.9999995, 1, false",
        "0, 0.0000002, true",
        "0, 0.00000005, false"
    })
    void aLossIsSurelyBelowWithAWiderMargin(double loss, double bound, boolean surely) {
        assertThat(Surely.lossBelow(loss, bound)).isEqualTo(surely);
    }
}
