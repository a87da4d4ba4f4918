package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * PerformanceSettings of a live run, measured.
 * Times are above 0 and at most 366 days.
 *
 * @param maxEndToEnd the 99th percentile of end to end that must be exceeded
 * @param minSamples measurements the window must hold; with fewer it cannot judge the percentile, above 0
 * @param window whole seconds looked back, at most an hour
 * @param maxLag lag of the engine that must be exceeded
 * @param clear how long both must stay away
 */
public record PerformanceSettings(
        Duration maxEndToEnd, int minSamples, Duration window, Duration maxLag, Duration clear) {
    /** 100 ms over 1 min of 20 or more; 1 s; 60 s clear. */
    public static final PerformanceSettings STANDARD = new PerformanceSettings(
            Duration.ofMillis(100), 20, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(60));

    /** Checks. */
    public PerformanceSettings {
        Require.span("breakers.performance.max_end_to_end", maxEndToEnd);
        Require.positive("breakers.performance.min_samples", minSamples);
        Thresholds.seconds("breakers.performance.window", window);
        Require.span("breakers.performance.max_lag", maxLag);
        Require.span("breakers.performance.clear", clear);
    }
}
