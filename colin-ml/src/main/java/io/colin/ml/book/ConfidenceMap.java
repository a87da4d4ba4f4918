package io.colin.ml.book;

import io.colin.api.internal.Require;

/**
 * How a score is read at a moment: s becomes sign(s)·(slope·|s| + offset). It keeps the sign, so it changes how sure an
 * answer is and never which answer it is, and swapping the sides of the market still swaps the answer to the last bit.
 *
 * @param slope above 0
 * @param offset finite
 */
public record ConfidenceMap(double slope, double offset) {
    /** Reads a score as it is. */
    public static final ConfidenceMap PLAIN = new ConfidenceMap(1, 0);

    /** However wrong the last answers were, an answer is not turned round: a hundredth of its score is left. */
    private static final double LEAST = 0.01;

    /** Checks. */
    public ConfidenceMap {
        Require.within("slope", slope, Double.MIN_NORMAL, Double.MAX_VALUE);
        Require.finite("offset", offset);
    }

    /**
     * The score to take probabilities of.
     *
     * @param score s, finite
     * @return of the same sign; 0 for 0
     */
    public double apply(double score) {
        double size = Math.abs(score);
        return size == 0 ? 0 : Math.copySign(Math.max(slope * size + offset, LEAST * size), score);
    }
}
