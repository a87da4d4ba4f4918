package io.colin.risk.gate;

/**
 * Comparisons in floating point that are right when they say yes. Each number that enters is the nearest double of an exact
 * decimal, and what is worked out of them here takes fewer than a thousand roundings, each of at most 2⁻⁵³ of its
 * operands: together below 1.2 · 10⁻¹³ of the sum of all magnitudes. The margin asked for is {@link #MARGIN} of that sum,
 * so a yes holds for the exact numbers too. A value that is not a number is never a yes.
 */
final class Surely {
    /** Share of the magnitudes that must lie between two numbers. */
    static final double MARGIN = 1e-9;

    private static final double LOSS_MARGIN = 1e-6;
    private static final double SHOWN = 1e-7;

    private Surely() {}

    /** Whether a sum of terms is below a bound; the magnitude is at least the sum of the terms' absolute values. */
    static boolean below(double value, double magnitude, double bound) {
        return value + MARGIN * (magnitude + Math.abs(bound)) < bound;
    }

    /** Whether a number that is no sum is below a bound. */
    static boolean below(double value, double bound) {
        return below(value, Math.abs(value), bound);
    }

    /**
     * Whether a figure of tail risk or stress is below a bound. It is worked out in floating point on the exact path too,
     * perhaps from exposures that differ in the last digits, and shown there with eight places.
     */
    static boolean lossBelow(double loss, double bound) {
        return loss * (1 + LOSS_MARGIN) + SHOWN < bound;
    }

    /** Whether a number that is no sum is above a bound. */
    static boolean above(double value, double bound) {
        return below(-value, Math.abs(value), -bound);
    }
}
