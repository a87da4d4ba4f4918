package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Errors: order requests that a venue rejected or that got no readable answer.
 *
 * @param maxRate share of requests that must be exceeded, in (0, 1)
 * @param minRequests requests the window must hold; with fewer it cannot judge, above 0
 * @param window whole seconds looked back, at most an hour
 * @param rejectsInARow rejects of one strategy without an accepted order between them that lock it, above 0
 */
public record ErrorsSettings(BigDecimal maxRate, int minRequests, Duration window, int rejectsInARow) {
    /** More than 1 % of 100 or more in 5 min; 5 in a row. */
    public static final ErrorsSettings STANDARD =
            new ErrorsSettings(new BigDecimal("0.01"), 100, Duration.ofMinutes(5), 5);

    /** Checks. */
    public ErrorsSettings {
        maxRate = Thresholds.ratio("breakers.errors.max_rate", maxRate);
        Require.that(maxRate.compareTo(BigDecimal.ONE) < 0, "breakers.errors.max_rate", "must be below 1", maxRate);
        Require.positive("breakers.errors.min_requests", minRequests);
        Thresholds.seconds("breakers.errors.window", window);
        Require.positive("breakers.errors.rejects_in_a_row", rejectsInARow);
    }
}
