package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * Spread, depth and divergence of a symbol at a venue.
 * Times are above 0 and at most 366 days.
 *
 * @param maxSpreadBps spread that must be exceeded, above 0
 * @param minDepth share of the hourly mean depth that must be undercut, in (0, 1)
 * @param depthLevels levels of each side that make up the depth, 1 to 100
 * @param minDepthMinutes minutes of the last hour that must have shown depth; with fewer it cannot judge, 1 to 60
 * @param maxDivergence share venue mids may be apart, in (0, 1)
 * @param divergenceTime how long they must be apart without a break
 * @param clear how long the cause must stay away
 */
public record VenueQualitySettings(
        double maxSpreadBps,
        double minDepth,
        int depthLevels,
        int minDepthMinutes,
        double maxDivergence,
        Duration divergenceTime,
        Duration clear) {
    /** 50 bp; 30 % of the hourly mean of ten levels a side; 1 % for 5 s; 60 s clear. */
    public static final VenueQualitySettings STANDARD =
            new VenueQualitySettings(50, 0.30, 10, 15, 0.01, Duration.ofSeconds(5), Duration.ofSeconds(60));

    /** Checks. */
    public VenueQualitySettings {
        Require.within("breakers.venue.max_spread_bps", maxSpreadBps, 1e-6, 1e4);
        Thresholds.fraction("breakers.venue.min_depth", minDepth);
        Require.within("breakers.venue.depth_levels", depthLevels, 1, 100);
        Require.within("breakers.venue.min_depth_minutes", minDepthMinutes, 1, 60);
        Thresholds.fraction("breakers.venue.max_divergence", maxDivergence);
        Require.span("breakers.venue.divergence_time", divergenceTime);
        Require.span("breakers.venue.clear", clear);
    }
}
