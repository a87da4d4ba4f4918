package io.colin.execution.venue.paper;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * Log-normal delays with a given median and 99th percentile: median · e^(σz) with σ = ln(p99/median) / 2.326, z standard
 * normal. A median of 0 means no delay at all.
 */
record LatencyModel(Duration median, Duration p99, long seed) {
    /** The 99 % quantile of the standard normal distribution. */
    private static final double Z_99 = 2.3263478740408408;

    LatencyModel {
        Require.that(!median.isNegative(), "latency.median", "must be 0 or more", median);
        Require.that(p99.compareTo(median) >= 0, "latency.p99", "must be at least the median " + median, p99);
        Require.that(p99.compareTo(Duration.ofMinutes(1)) <= 0, "latency.p99", "must be at most a minute", p99);
        Require.that(!median.isZero() || p99.isZero(), "latency.p99", "must be 0 when the median is", p99);
    }

    long delayNs(long key, long index) {
        if (median.isZero()) {
            return 0;
        }
        double medianNs = median.toNanos();
        double sigma = StrictMath.log(p99.toNanos() / medianNs) / Z_99;
        return Math.round(medianNs * StrictMath.exp(sigma * Draws.normal(seed, key, index)));
    }
}
