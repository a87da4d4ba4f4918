package io.colin.execution.engine;

import io.colin.api.internal.Require;
import java.time.Duration;
import java.util.Map;

/**
 * What an engine takes for granted of its venues: what it cannot measure, or has not measured yet.
 *
 * @param p95Latency how long 95 % of the acknowledgements take at most, before enough came to tell; 0 or more, at most a minute
 * @param requestsPerMinute rate budgets of orders and cancels by venue, each above 0; a venue that is not named has none
 */
public record VenueAssumptions(Duration p95Latency, Map<String, Integer> requestsPerMinute) {
    /** 50 ms and no rate budgets. */
    public static final VenueAssumptions USUAL = new VenueAssumptions(Duration.ofMillis(50), Map.of());

    /** Checks and copies. */
    public VenueAssumptions {
        Require.that(!p95Latency.isNegative(), "p95Latency", "must be 0 or more", p95Latency);
        Require.that(
                p95Latency.compareTo(Duration.ofMinutes(1)) <= 0, "p95Latency", "must be at most 1 min", p95Latency);
        requestsPerMinute.forEach((venue, most) -> Require.positive("requestsPerMinute." + venue, most));
        requestsPerMinute = Map.copyOf(requestsPerMinute);
    }
}
