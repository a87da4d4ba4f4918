package io.colin.api.metrics;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * A thing that is measured.
 *
 * @param name without the prefix {@code colin_}, in Prometheus style with its unit
 * @param kind counter, gauge or histogram
 * @param help one sentence
 * @param labels names of its labels, in the order values are given; bounded sets only
 * @param target the value to stay below (histograms: at p99), for buckets; 0 when there is none
 */
public record MetricDefinition(String name, Kind kind, String help, List<String> labels, double target) {
    /** What kind of number it is. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** A value now. */
        GAUGE,
        /** A distribution. */
        HISTOGRAM
    }

    /** Checks and copies. */
    public MetricDefinition {
        Require.text("name", name);
        Require.text("help", help);
        labels = List.copyOf(labels);
    }
}
