package io.colin.execution.tca;

import io.colin.api.internal.Require;

/**
 * What is believed of the share that fills of what is sent, under a beta prior: (a + filled)/(a + b + sent) where every child counts
 * as one, filled to its share. Single-threaded.
 */
public final class FillRatioPosterior {
    private final double hits;
    private final double worth;
    private double filled;
    private long sent;

    private FillRatioPosterior(double mean, double worth) {
        this.hits = mean * worth;
        this.worth = worth;
    }

    /**
     * A posterior that has seen nothing.
     *
     * @param mean prior share, (0, 1)
     * @param worth how many children it is worth, above 0
     * @return the prior
     */
    public static FillRatioPosterior of(double mean, double worth) {
        Require.within("mean", mean, 1e-6, 1 - 1e-6);
        Require.within("worth", worth, 1e-3, 1e6);
        return new FillRatioPosterior(mean, worth);
    }

    /**
     * Takes a child that has ended.
     *
     * @param share of it that was filled, 0 to 1
     */
    public void onChild(double share) {
        filled += Require.within("share", share, 0, 1);
        sent++;
    }

    /**
     * Takes what a child has filled after it was taken; it does not count again.
     *
     * @param share of it that was filled since, 0 to 1; above what was left, the posterior counts no more than there were children
     */
    public void onMore(double share) {
        filled = Math.min((double) sent, filled + Require.within("share", share, 0, 1));
    }

    /**
     * How many children it has taken.
     *
     * @return 0 or more
     */
    public long count() {
        return sent;
    }

    /**
     * The share, shrunk to the prior's.
     *
     * @return 0 to 1
     */
    public double mean() {
        return (hits + filled) / (worth + sent);
    }

    /**
     * How unsure the share is.
     *
     * @return standard error of the beta distribution, above 0
     */
    public double standardError() {
        double mean = mean();
        return Math.sqrt(mean * (1 - mean) / (worth + sent + 1));
    }
}
