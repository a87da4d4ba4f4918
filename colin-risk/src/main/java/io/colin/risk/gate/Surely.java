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

    private Surely() {}

    /** Whether a sum of terms is below a bound; the magnitude is at least the sum of the terms' absolute values. */
    static boolean below(double value, double magnitude, double bound) {
        return value + MARGIN * (magnitude + Math.abs(bound)) < bound;
    }

    /** Whether a number that is no sum is below a bound. */
    static boolean below(double value, double bound) {
        return below(value, Math.abs(value), bound);
    }

    /** Whether a number that is no sum is above a bound. */
    static boolean above(double value, double bound) {
        return below(-value, Math.abs(value), -bound);
    }
}
