package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * Correlation: the mean correlation of the portfolio away from what it was within a window.
 * Times are above 0 and at most 366 days.
 *
 * @param change that must be exceeded, in (0, 2)
 * @param window how far back, at most 7 days
 * @param multiplier what is left of the size of new orders, in [0, 1]
 * @param cooldown how long
 */
public record CorrelationJumpSettings(double change, Duration window, double multiplier, Duration cooldown) {
    /** 0.5 in 24 h; half the size for an hour. */
    public static final CorrelationJumpSettings STANDARD =
            new CorrelationJumpSettings(0.5, Duration.ofHours(24), 0.5, Duration.ofHours(1));

    /** Checks. */
    public CorrelationJumpSettings {
        Require.that(change > 0 && change < 2, "breakers.correlation.change", "must be in (0, 2)", change);
        Require.positive("breakers.correlation.window", window);
        Require.that(
                window.compareTo(Duration.ofDays(7)) <= 0,
                "breakers.correlation.window",
                "must be at most 7 days",
                window);
        Require.within("breakers.correlation.multiplier", multiplier, 0, 1);
        Require.span("breakers.correlation.cooldown", cooldown);
    }
}
