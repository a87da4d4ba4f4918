package io.colin.risk.drawdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RC-11: losses stop at the limit, but for the one step that passes it. */
class LossHaltTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long HOUR = DAY / 24;
    private static final BigDecimal LIMIT = new BigDecimal("0.05");
    private static final int MAX_STEP = 400;

    /** An account that takes new risk only while it may, and whose risk is flat once it may not. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void haltsBeforeTheLossPassesTheLimitByMoreThanOneStep(long seed) {
        Random random = new Random(seed);
        DrawdownLadder ladder = DrawdownLadder.of(DrawdownLimits.STANDARD);
        DailyLoss daily = DailyLoss.of(LIMIT);
        long nowNs = 19_724 * DAY;
        BigDecimal equity = new BigDecimal("100000");
        BigDecimal peak = equity;
        BigDecimal dayStart = equity;
        long day = nowNs / DAY;
        boolean stopped = false;
        ladder.observe(equity, nowNs);
        daily.observe(equity, nowNs);
        for (int i = 0; i < 5_000; i++) {
            nowNs += random.nextLong(HOUR);
            if (!stopped) {
                int drift = seed % 2 == 0 ? 20 : 0;
                BigDecimal step = BigDecimal.valueOf(random.nextInt(2 * MAX_STEP + 1) - MAX_STEP - drift);
                equity = equity.add(step.max(BigDecimal.valueOf(-MAX_STEP)));
            }
            if (nowNs / DAY > day) {
                day = nowNs / DAY;
                dayStart = equity;
            }
            peak = peak.max(equity);
            ladder.observe(equity, nowNs);
            daily.observe(equity, nowNs);
            BigDecimal step = BigDecimal.valueOf(MAX_STEP);
            assertThat(peak.subtract(equity)).isLessThan(LIMIT.multiply(peak).add(step));
            assertThat(dayStart.subtract(equity))
                    .isLessThan(LIMIT.multiply(dayStart).add(step));
            boolean mustStop = peak.subtract(equity).compareTo(LIMIT.multiply(peak)) >= 0
                    || dayStart.subtract(equity).compareTo(LIMIT.multiply(dayStart)) >= 0;
            stopped |= mustStop;
            assertThat(ladder.tradingState() != TradingState.ACTIVE || daily.isTripped())
                    .isEqualTo(stopped);
            assertThat(ladder.sizePercent() == 0).isEqualTo(ladder.level().isLatched());
        }
    }

    @Test
    void aDayThatStartsWithNothingStartsWithTheFirstMoney() {
        DailyLoss daily = DailyLoss.of(LIMIT);
        daily.observe(BigDecimal.ZERO, 19_724 * DAY);
        daily.observe(new BigDecimal("100"), 19_724 * DAY + 1);
        daily.observe(new BigDecimal("95"), 19_724 * DAY + 2);
        assertThat(daily.isTripped()).isTrue();
    }

    @Test
    void rungsChangeWithoutEndingALatch() {
        DrawdownLadder ladder = DrawdownLadder.of(DrawdownLimits.STANDARD);
        DrawdownLimits tight = new DrawdownLimits(
                new BigDecimal("0.01"),
                new BigDecimal("0.015"),
                new BigDecimal("0.02"),
                new BigDecimal("0.03"),
                new BigDecimal("0.04"),
                Duration.ofHours(1));
        ladder.observe(new BigDecimal("100"), 0);
        ladder.observe(new BigDecimal("98"), 1);
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.NONE);
        ladder.changeLimits(tight);
        ladder.observe(new BigDecimal("98"), 2);
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.HARD);
        ladder.changeLimits(DrawdownLimits.STANDARD);
        ladder.observe(new BigDecimal("98"), 3);
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.HARD);
    }

    /** The table of the ladder: sizes, then time at the warning, then recovery, in one life. */
    @Test
    void aLifeOnTheLadderIsWhatTheTableSays() {
        DrawdownLadder ladder = DrawdownLadder.of(DrawdownLimits.STANDARD);
        long minute = HOUR / 60;
        Object[][] rows = {
            // minutes later, equity, percent, level
            {0L, "100000", 100, DrawdownLevel.NONE},
            {1L, "97000", 75, DrawdownLevel.WARNING},
            {1L, "96000", 50, DrawdownLevel.REDUCE},
            {238L, "96000", 50, DrawdownLevel.REDUCE},
            {1L, "96000", 40, DrawdownLevel.REDUCE}, // four hours under the warning
            {59L, "96000", 40, DrawdownLevel.REDUCE},
            {1L, "96000", 30, DrawdownLevel.REDUCE}, // and one more
            {1L, "96500", 30, DrawdownLevel.WARNING}, // half a point under the reduce rung
            {5L, "96500", 40, DrawdownLevel.WARNING},
            {5L, "96500", 50, DrawdownLevel.WARNING},
            {5L, "96500", 55, DrawdownLevel.WARNING}, // 75 less the two steps of impatience
            {44L, "96500", 45, DrawdownLevel.WARNING}, // a sixth hour
            {1L, "97500", 45, DrawdownLevel.NONE}, // half a point under the warning
            {5L, "97500", 55, DrawdownLevel.NONE},
            {20L, "97500", 65, DrawdownLevel.NONE}, // of time that nobody saw one step
            {5L, "97500", 75, DrawdownLevel.NONE},
            {5L, "97500", 85, DrawdownLevel.NONE},
            {5L, "97500", 95, DrawdownLevel.NONE},
            {5L, "97500", 100, DrawdownLevel.NONE},
            {1L, "95000", 0, DrawdownLevel.HARD},
            {100_000L, "100000", 0, DrawdownLevel.HARD}, // neither time nor profit
            {1L, "92000", 0, DrawdownLevel.HALT},
            {1L, "90000", 0, DrawdownLevel.KILL},
        };
        long nowNs = 19_724 * DAY;
        for (Object[] row : rows) {
            nowNs += (Long) row[0] * minute;
            ladder.observe(new BigDecimal((String) row[1]), nowNs);
            assertThat(ladder.sizePercent()).as("%s at %s", row).isEqualTo(row[2]);
            assertThat(ladder.level()).as("%s at %s", row).isEqualTo(row[3]);
        }
    }
}
