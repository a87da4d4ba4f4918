package io.colin.risk.drawdown;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The rungs of the drawdown ladder, as fractions of the high-water mark: 0.05 is 5 %. A rung acts when it is reached.
 *
 * @param warning first cut of the size of new orders; above 0.005, the margin recovery needs
 * @param reduce second cut
 * @param hard only orders that shrink exposure, until a reset
 * @param halt nothing goes out, until a reset
 * @param kill the same, with the kill switch of the system
 * @param patience time at or past the warning after which the size is cut further, then every hour; above 0, at
 *     most 366 days
 */
public record DrawdownLimits(
        BigDecimal warning, BigDecimal reduce, BigDecimal hard, BigDecimal halt, BigDecimal kill, Duration patience) {
    /** How far below a rung equity must be back before the size grows again. */
    static final BigDecimal RECOVERY_MARGIN = new BigDecimal("0.005");

    private static final Duration LONGEST = Duration.ofDays(366);

    /** The usual ladder: 3, 4, 5, 8 and 10 %, four hours. */
    public static final DrawdownLimits STANDARD = new DrawdownLimits(
            new BigDecimal("0.03"),
            new BigDecimal("0.04"),
            new BigDecimal("0.05"),
            new BigDecimal("0.08"),
            new BigDecimal("0.10"),
            Duration.ofHours(4));

    /** Checks that the rungs rise. */
    public DrawdownLimits {
        warning = Decimals.normal(warning);
        reduce = Decimals.normal(reduce);
        hard = Decimals.normal(hard);
        halt = Decimals.normal(halt);
        kill = Decimals.normal(kill);
        Require.that(warning.compareTo(RECOVERY_MARGIN) > 0, "drawdown.warn", "must be above 0.005", warning);
        Require.that(reduce.compareTo(warning) > 0, "drawdown.reduce", "must be above drawdown.warn", reduce);
        Require.that(hard.compareTo(reduce) > 0, "drawdown.hard", "must be above drawdown.reduce", hard);
        Require.that(halt.compareTo(hard) > 0, "drawdown.halt", "must be above drawdown.hard", halt);
        Require.that(kill.compareTo(halt) > 0, "drawdown.kill", "must be above drawdown.halt", kill);
        Require.that(kill.compareTo(BigDecimal.ONE) < 0, "drawdown.kill", "must be below 1", kill);
        Require.positive("drawdown.max_hours", patience);
        Require.that(patience.compareTo(LONGEST) <= 0, "drawdown.max_hours", "must be at most " + LONGEST, patience);
    }

    /** The share of a rung; only NONE has none. */
    BigDecimal of(DrawdownLevel rung) {
        return switch (rung) {
            case NONE -> throw new IllegalArgumentException("drawdown: NONE is no rung");
            case WARNING -> warning;
            case REDUCE -> reduce;
            case HARD -> hard;
            case HALT -> halt;
            case KILL -> kill;
        };
    }
}
