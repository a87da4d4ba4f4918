package io.colin.risk.breaker;

/** Compares statistics with thresholds: what differs by the rounding of doubles only counts as equal. */
final class Limit {
    private static final double ROUNDING = 1e-12;

    private Limit() {}

    /** value ≥ limit, rounding in favour of reached. */
    static boolean reached(double value, double limit) {
        return value >= limit - ROUNDING * Math.abs(limit);
    }

    /** value > limit by more than rounding. */
    static boolean exceeded(double value, double limit) {
        return value > limit + ROUNDING * Math.abs(limit);
    }

    /** value < limit by more than rounding. */
    static boolean undercut(double value, double limit) {
        return value < limit - ROUNDING * Math.abs(limit);
    }
}
