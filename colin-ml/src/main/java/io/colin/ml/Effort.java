package io.colin.ml;

import io.colin.api.internal.Require;

/**
 * How much work a walk-forward training does.
 *
 * @param stride every how many bars a training decision is taken, 1 or more; labels of neighbouring bars overlap, so a
 *     stride below the horizon loses little. Tests and calibration always use every decision
 * @param seeds how many seeds are trained on the last fold to show the spread of scores, 1 or more
 * @param shuffles orders tried a column for its importance, 0 for none
 * @param trials how many variants were tried in all, for the deflated Sharpe ratio, 1 or more
 */
public record Effort(int stride, int seeds, int shuffles, int trials) {
    /** Checks. */
    public Effort {
        Require.within("stride", stride, 1, 10_000);
        Require.within("seeds", seeds, 1, 100);
        Require.within("shuffles", shuffles, 0, 100);
        Require.within("trials", trials, 1, 1_000_000);
    }

    /**
     * Every decision, three seeds, three shuffles, three trials.
     *
     * @return the standard
     */
    public static Effort standard() {
        return new Effort(1, 3, 3, 3);
    }
}
