package io.colin.risk.var;

/**
 * The fourth-order Cornish–Fisher expansion of a quantile by skew and excess kurtosis. It is a quantile only where it
 * rises with z for every z (D. Maillard, "A user's guide to the Cornish Fisher expansion", 2012).
 */
final class CornishFisher {
    private CornishFisher() {}

    /** The corrected quantile for the normal quantile z. */
    static double quantile(double z, double skew, double kurtosis) {
        return z
                + (z * z - 1) * skew / 6
                + (z * z * z - 3 * z) * kurtosis / 24
                - (2 * z * z * z - 5 * z) * skew * skew / 36;
    }

    /** The derivative of {@link #quantile} by skew. */
    static double bySkew(double z, double skew) {
        return (z * z - 1) / 6 - (2 * z * z * z - 5 * z) * skew / 18;
    }

    /** The derivative of {@link #quantile} by kurtosis. */
    static double byKurtosis(double z) {
        return (z * z * z - 3 * z) / 24;
    }

    /**
     * The mean of the corrected quantiles beyond z, in units of the deviation: the integral of {@link #quantile} over the
     * normal density beyond z by the tail's probability.
     */
    static double shortfall(double z, double tail, double skew, double kurtosis) {
        double correction = 1 + z * skew / 6 + (z * z - 1) * kurtosis / 24 - (2 * z * z - 1) * skew * skew / 36;
        return Normal.density(z) / tail * correction;
    }

    /**
     * Whether the expansion rises everywhere: its derivative, a quadratic in z, is nowhere negative. NaN is outside.
     */
    static boolean isMonotone(double skew, double kurtosis) {
        double square = kurtosis / 8 - skew * skew / 6;
        double linear = skew / 3;
        double constant = 1 - kurtosis / 8 + 5 * skew * skew / 36;
        if (square == 0 && linear == 0) {
            return constant > 0;
        }
        return square > 0 && linear * linear - 4 * square * constant <= 0;
    }
}
