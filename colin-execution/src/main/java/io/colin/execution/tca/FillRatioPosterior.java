package io.colin.execution.tca;

import io.colin.api.internal.Require;

/**
 * What is believed of the share that fills of what is sent, under a beta prior: (a + filled)/(a + b + sent) where every child counts
 * as one, filled to its share, and every earlier child for a little less with each new one. Single-threaded.
 */
public final class FillRatioPosterior {
    private final double hits;
    private final double worth;
    private final double kept;
    private double filled;
    private double weight;
    private long count;

    private FillRatioPosterior(double mean, double worth, double kept) {
        this.hits = mean * worth;
        this.worth = worth;
        this.kept = kept;
    }

    /**
     * A posterior that has seen nothing.
     *
     * @param mean prior share, (0, 1)
     * @param worth how many children it is worth, above 0
     * @param kept the part of what a child counts for that the next one leaves, (0, 1]; 1 forgets nothing
     * @return the prior
     */
    public static FillRatioPosterior forgetting(double mean, double worth, double kept) {
        Require.within("mean", mean, 1e-6, 1 - 1e-6);
        Require.within("worth", worth, 1e-3, 1e6);
        Require.within("kept", kept, Double.MIN_VALUE, 1);
        return new FillRatioPosterior(mean, worth, kept);
    }

    /**
     * Takes a child that has ended.
     *
     * @param share of it that was filled, 0 to 1
     */
    public void onChild(double share) {
        filled = kept * filled + Require.within("share", share, 0, 1);
        weight = kept * weight + 1;
        count++;
    }

    /**
     * Takes what a child has filled after it was taken, as if it were the newest; it does not count again.
     *
     * @param share of it that was filled since, 0 to 1; above what was left, the posterior counts no more than there were children
     */
    public void onMore(double share) {
        filled = Math.min(weight, filled + Require.within("share", share, 0, 1));
    }

    /**
     * How many children it has taken.
     *
     * @return 0 or more
     */
    public long count() {
        return count;
    }

    /**
     * The share, shrunk to the prior's.
     *
     * @return 0 to 1
     */
    public double mean() {
        return (hits + filled) / (worth + weight);
    }

    /**
     * How unsure the share is.
     *
     * @return standard error of the beta distribution, above 0
     */
    public double standardError() {
        double mean = mean();
        return Math.sqrt(mean * (1 - mean) / (worth + weight + 1));
    }
}
