package io.colin.execution.engine;

import io.colin.api.internal.Require;
import java.time.Duration;
import java.util.Map;

/**
 * What an engine takes for granted of its venues: what it cannot measure, or has not measured yet.
 *
 * @param p95Latency how long 95 % of the acknowledgements take at most, before enough came to tell; 0 or more, at most a minute
 * @param requestsPerMinute rate budgets of orders, changes and cancels by venue, each above 0; a venue that is not named
 *     has none
 * @param maxBookAge how old a venue's book may be, in event time, to speak for a symbol beside the book of another venue; above 0,
 *     at most a day. What is older is left out of quote, mark and depth while another venue has a younger one; alone it stays,
 *     as old as it is
 */
public record VenueAssumptions(Duration p95Latency, Map<String, Integer> requestsPerMinute, Duration maxBookAge) {
    /** 50 ms, no rate budgets, and books of at most 2 s, as the router's default. */
    public static final VenueAssumptions USUAL =
            new VenueAssumptions(Duration.ofMillis(50), Map.of(), Duration.ofSeconds(2));

    /** Checks and copies. */
    public VenueAssumptions {
        Require.that(!p95Latency.isNegative(), "p95Latency", "must be 0 or more", p95Latency);
        Require.that(
                p95Latency.compareTo(Duration.ofMinutes(1)) <= 0, "p95Latency", "must be at most 1 min", p95Latency);
        Require.positive("maxBookAge", maxBookAge);
        Require.that(maxBookAge.compareTo(Duration.ofDays(1)) <= 0, "maxBookAge", "must be at most 1 d", maxBookAge);
        requestsPerMinute.forEach((venue, most) -> Require.positive("requestsPerMinute." + venue, most));
        requestsPerMinute = Map.copyOf(requestsPerMinute);
    }
}
