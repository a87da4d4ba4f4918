package io.colin.risk.drawdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equity starts at 100 000, so that 1000 is one percent. */
class DrawdownLadderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long START = 1_700_000_000L * SECOND;

    private final DrawdownLadder ladder = DrawdownLadder.of(DrawdownLimits.STANDARD);
    private long nowNs = START;

    private void equity(String value) {
        ladder.observe(new BigDecimal(value), nowNs);
    }

    private void after(long ns, String value) {
        nowNs += ns;
        equity(value);
    }

    @Test
    void theFirstEquitySetsThePeakAndOnlyHigherOnesRaiseIt() {
        assertThat(ladder.drawdown()).isEqualByComparingTo("0");
        equity("100000");
        equity("101000");
        equity("100500");
        assertThat(ladder.peak()).isEqualByComparingTo("101000");
        assertThat(ladder.drawdown().doubleValue()).isEqualTo(500.0 / 101_000);
    }

    @ParameterizedTest
    @CsvSource({
        "97000.01, NONE, 100, ACTIVE",
        "97000, WARNING, 75, ACTIVE",
        "96999.99, WARNING, 75, ACTIVE",
        "96000.01, WARNING, 75, ACTIVE",
        "96000, REDUCE, 50, ACTIVE",
        "95000.01, REDUCE, 50, ACTIVE",
        "95000, HARD, 0, REDUCING",
        "92000.01, HARD, 0, REDUCING",
        "92000, HALT, 0, HALTED",
        "90000.01, HALT, 0, HALTED",
        "90000, KILL, 0, HALTED",
        "-1, KILL, 0, HALTED"
    })
    void everyRungActsExactlyWhereItIsReached(String equity, DrawdownLevel level, int percent, TradingState state) {
        equity("100000");
        equity(equity);
        assertThat(ladder.level()).isEqualTo(level);
        assertThat(ladder.sizePercent()).isEqualTo(percent);
        assertThat(ladder.tradingState()).isEqualTo(state);
    }

    @Test
    void aDoubtedEquityRaisesNoPeakAndCountsAsALossAllTheSame() {
        ladder.observeDoubted(new BigDecimal("100000"), BigDecimal.ZERO, nowNs);
        assertThat(ladder.peak()).as("the first sets it").isEqualByComparingTo("100000");
        ladder.observeDoubted(new BigDecimal("145000"), BigDecimal.ZERO, nowNs);
        assertThat(ladder.peak()).isEqualByComparingTo("100000");
        assertThat(ladder.drawdown()).isZero();
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.NONE);
        ladder.observeDoubted(new BigDecimal("96000"), BigDecimal.ZERO, nowNs);
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.REDUCE);
        equity("101000");
        assertThat(ladder.peak()).isEqualByComparingTo("101000");
    }

    @Test
    void aDoubtedEquityScalesThePeakByWhatIsPaidInOrOut() {
        equity("100000");
        ladder.observeDoubted(new BigDecimal("190000"), new BigDecimal("50000"), nowNs);
        assertThat(ladder.peak().doubleValue()).isCloseTo(100_000 * 190_000.0 / 140_000, within(1e-6));
        assertThat(ladder.drawdown()).isZero();
    }

    @Test
    void aLatchedRungOnlyRisesUntilAReset() {
        equity("100000");
        equity("95000");
        after(HOUR, "120000");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.HARD);
        after(HOUR, "110000");
        assertThat(ladder.level()).as("8.3 % under the new peak").isEqualTo(DrawdownLevel.HALT);
        assertThat(ladder.trips()).isEqualTo(2);
        assertThat(ladder.latchedSinceNs()).isEqualTo(START + 2 * HOUR);
        ladder.reset();
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.NONE);
        assertThat(ladder.peak()).isEqualByComparingTo("110000");
        assertThat(ladder.sizePercent()).isEqualTo(100);
        assertThat(ladder.latchedSinceNs()).isZero();
    }

    @Test
    void stayingUnderTheWarningForFourHoursCutsTheSizeAndThenEveryHourDownToTheFloor() {
        equity("100000");
        equity("96800");
        after(4 * HOUR - 1, "96800");
        assertThat(ladder.sizePercent()).isEqualTo(75);
        after(1, "96800");
        assertThat(ladder.sizePercent()).isEqualTo(65);
        after(HOUR - 1, "96800");
        assertThat(ladder.sizePercent()).isEqualTo(65);
        after(1, "96800");
        assertThat(ladder.sizePercent()).isEqualTo(55);
        after(3 * HOUR, "96800");
        assertThat(ladder.sizePercent()).isEqualTo(25);
        after(30 * HOUR, "96800");
        assertThat(ladder.sizePercent()).isEqualTo(10);
    }

    @Test
    void leavingTheWarningStartsThePatienceAnew() {
        equity("100000");
        equity("97000");
        after(3 * HOUR, "97000.01");
        after(2 * HOUR, "97000");
        assertThat(ladder.sizePercent()).isEqualTo(75);
        after(4 * HOUR, "97000");
        assertThat(ladder.sizePercent()).isEqualTo(65);
    }

    @Test
    void theSizeComesBackTenPointsEveryFiveMinutesOnceHalfAPointUnderTheRung() {
        equity("100000");
        equity("96000");
        after(MINUTE, "96499.99");
        after(HOUR, "96499.99");
        assertThat(ladder.sizePercent()).as("not far enough under 4 %").isEqualTo(50);
        after(MINUTE, "96500");
        after(5 * MINUTE - 1, "96500");
        assertThat(ladder.sizePercent()).isEqualTo(50);
        after(1, "96500");
        assertThat(ladder.sizePercent()).isEqualTo(60);
        after(5 * MINUTE - 1, "96500");
        assertThat(ladder.sizePercent()).isEqualTo(60);
        after(1, "96500");
        assertThat(ladder.sizePercent()).isEqualTo(70);
        after(5 * MINUTE, "96500");
        assertThat(ladder.sizePercent()).as("the warning still holds").isEqualTo(75);
        after(MINUTE, "97499.99");
        after(HOUR, "97499.99");
        assertThat(ladder.sizePercent()).isEqualTo(75);
        after(MINUTE, "97500");
        after(5 * MINUTE, "97500");
        assertThat(ladder.sizePercent()).isEqualTo(85);
        after(5 * MINUTE, "97500");
        after(5 * MINUTE, "97500");
        assertThat(ladder.sizePercent()).isEqualTo(100);
    }

    @Test
    void timeThatNobodySawGivesOneStepBack() {
        equity("100000");
        equity("96000");
        equity("98000");
        after(4 * MINUTE, "98000");
        after(HOUR, "98000");
        assertThat(ladder.sizePercent()).isEqualTo(60);
        after(MINUTE, "98000");
        assertThat(ladder.sizePercent()).as("four minutes were seen before").isEqualTo(70);
    }

    @Test
    void theRecoveryBeginsAnewAfterARestart() {
        equity("100000");
        equity("96000");
        equity("98000");
        after(4 * MINUTE, "98000");
        Map<String, String> state = new TreeMap<>();
        ladder.save(state);
        DrawdownLadder next = DrawdownLadder.of(DrawdownLimits.STANDARD);
        next.restore(state);
        next.observe(new BigDecimal("98000"), nowNs + HOUR);
        assertThat(next.sizePercent()).isEqualTo(50);
        next.observe(new BigDecimal("98000"), nowNs + HOUR + 5 * MINUTE - 1);
        assertThat(next.sizePercent()).isEqualTo(50);
        next.observe(new BigDecimal("98000"), nowNs + HOUR + 5 * MINUTE);
        assertThat(next.sizePercent()).isEqualTo(60);
    }

    @Test
    void aRelapseStopsTheRecovery() {
        equity("100000");
        equity("97000");
        after(MINUTE, "98000");
        after(4 * MINUTE, "97400");
        after(MINUTE, "98000");
        after(5 * MINUTE - 1, "98000");
        assertThat(ladder.sizePercent()).isEqualTo(75);
        after(1, "98000");
        assertThat(ladder.sizePercent()).isEqualTo(85);
    }

    @Test
    void timeThatGoesBackCountsAsStandingStill() {
        equity("100000");
        nowNs -= 10 * HOUR;
        equity("97000");
        nowNs += 10 * HOUR;
        after(4 * HOUR - 1, "97000");
        assertThat(ladder.sizePercent()).isEqualTo(75);
        after(1, "97000");
        assertThat(ladder.sizePercent()).isEqualTo(65);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRestoredLadderGoesOnAsTheOneThatNeverStoppedButForTheRecovery(long seed) {
        Random random = new Random(seed);
        DrawdownLadder other = DrawdownLadder.of(DrawdownLimits.STANDARD);
        for (int i = 0; i < 500; i++) {
            nowNs += random.nextLong(20 * MINUTE);
            boolean recovers = i >= 250;
            BigDecimal equity = BigDecimal.valueOf(95_200 + random.nextInt(recovers ? 5000 : 1299));
            Map<String, String> state = new TreeMap<>();
            other.save(state);
            other = DrawdownLadder.of(DrawdownLimits.STANDARD);
            other.restore(state);
            ladder.observe(equity, nowNs);
            other.observe(equity, nowNs);
            assertThat(other.level()).isEqualTo(ladder.level());
            assertThat(other.sizePercent()).isBetween(recovers ? 0 : ladder.sizePercent(), ladder.sizePercent());
            assertThat(other.drawdown()).isEqualTo(ladder.drawdown());
        }
    }

    @Test
    void refusesAStateItCannotRead() {
        Map<String, String> state = new TreeMap<>();
        ladder.save(state);
        for (String name : state.keySet()) {
            Map<String, String> broken = new TreeMap<>(state);
            broken.put(name, "x");
            assertThatThrownBy(() -> ladder.restore(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
            broken.remove(name);
            assertThatThrownBy(() -> ladder.restore(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.005, 0.04, 0.05, 0.08, 0.10, PT4H, drawdown.warn",
        "0.03, 0.03, 0.05, 0.08, 0.10, PT4H, drawdown.reduce",
        "0.03, 0.04, 0.04, 0.08, 0.10, PT4H, drawdown.hard",
        "0.03, 0.04, 0.05, 0.05, 0.10, PT4H, drawdown.halt",
        "0.03, 0.04, 0.05, 0.08, 0.08, PT4H, drawdown.kill",
        "0.03, 0.04, 0.05, 0.08, 1, PT4H, drawdown.kill",
        "0.03, 0.04, 0.05, 0.08, 0.10, PT0S, drawdown.max_hours"
    })
    void refusesRungsThatDoNotRise(
            BigDecimal warn,
            BigDecimal reduce,
            BigDecimal hard,
            BigDecimal halt,
            BigDecimal kill,
            Duration patience,
            String field) {
        assertThatThrownBy(() -> new DrawdownLimits(warn, reduce, hard, halt, kill, patience))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void cannotBeResetWithoutEquity(String equity) {
        equity("100000");
        equity(equity);
        assertThatThrownBy(ladder::reset)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(equity);
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.KILL);
    }
}
