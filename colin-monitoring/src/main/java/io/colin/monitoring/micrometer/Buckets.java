package io.colin.monitoring.micrometer;

import io.colin.api.metrics.MetricDefinition;
import java.util.Arrays;

/** The bucket bounds of a distribution: from a tenth of its target to twenty times it. */
final class Buckets {
    private static final double[] OF_TARGET = {
        0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 7.5, 10, 15, 20
    };

    private Buckets() {}

    /** Whether values of either sign are expected: slippage and its kin, where a gain is below zero. */
    static boolean isSigned(MetricDefinition metric) {
        return metric.name().endsWith("_bps");
    }

    /** Upper bounds, rising; mirrored below zero for signed distributions; none without a target. */
    static double[] bounds(MetricDefinition metric) {
        double[] upper = Arrays.stream(OF_TARGET)
                .map(share -> round(share * metric.target()))
                .toArray();
        if (metric.target() <= 0) {
            return new double[0];
        }
        if (!isSigned(metric)) {
            return upper;
        }
        double[] both = new double[2 * upper.length + 1];
        for (int i = 0; i < upper.length; i++) {
            both[upper.length - 1 - i] = -upper[i];
            both[upper.length + 1 + i] = upper[i];
        }
        return both;
    }

    /** Twelve digits are enough and keep 0.1 × 0.05 from being printed as 0.005000000000000001. */
    private static double round(double bound) {
        return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.12g", bound));
    }
}
