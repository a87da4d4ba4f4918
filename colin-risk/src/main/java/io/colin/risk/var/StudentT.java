package io.colin.risk.var;

import org.hipparchus.special.Gamma;

/**
 * The degrees of freedom of a Student-t distribution of unit variance, by maximum likelihood. Every portfolio of jointly
 * t-distributed returns has the same ones, so that the portfolio's own past may be fitted.
 */
final class StudentT {
    /** From here on it is taken as normal. */
    static final double NORMAL = 100;

    private static final double LEAST = 2.1;
    private static final double RATIO = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 40;

    private StudentT() {}

    /**
     * Fits.
     *
     * @param standardised values of mean 0 and variance 1
     * @return in [2.1, 100]; 100 stands for normal
     */
    static double fit(double[] standardised) {
        // Golden section over 1/ν, in which the likelihood is near parabolic.
        double low = 1 / NORMAL;
        double high = 1 / LEAST;
        double left = high - RATIO * (high - low);
        double right = low + RATIO * (high - low);
        double atLeft = likelihood(standardised, 1 / left);
        double atRight = likelihood(standardised, 1 / right);
        for (int i = 0; i < STEPS; i++) {
            if (atLeft > atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - RATIO * (high - low);
                atLeft = likelihood(standardised, 1 / left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + RATIO * (high - low);
                atRight = likelihood(standardised, 1 / right);
            }
        }
        double best = 2 / (low + high);
        return best > NORMAL * 0.999 ? NORMAL : best;
    }

    /** The log likelihood, without what does not depend on the degrees of freedom. */
    static double likelihood(double[] values, double freedom) {
        double constant =
                Gamma.logGamma((freedom + 1) / 2) - Gamma.logGamma(freedom / 2) - StrictMath.log(freedom - 2) / 2;
        double sum = values.length * constant;
        for (double x : values) {
            sum -= (freedom + 1) / 2 * StrictMath.log1p(x * x / (freedom - 2));
        }
        return sum;
    }
}
