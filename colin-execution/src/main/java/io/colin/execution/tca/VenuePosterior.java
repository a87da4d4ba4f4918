package io.colin.execution.tca;

import io.colin.api.internal.Require;

/**
 * What is believed of a mean in basis points after some observations, shrunk to a prior mean: the posterior of a normal
 * distribution with unknown mean and variance under a normal-inverse-gamma prior (Gelman and others, Bayesian Data Analysis,
 * 3.3). With prior mean m₀ worth κ₀ observations and prior deviation s₀ worth 2·α₀ of them, after n observations of mean x̄ and sum
 * of squared deviations S: mean = (κ₀·m₀ + n·x̄)/(κ₀ + n), and its standard error is √(β/(α·(κ₀ + n))) with α = α₀ + n/2 and
 * β = α₀·s₀² + S/2 + κ₀·n·(x̄ − m₀)²/(2·(κ₀ + n)). One that forgets counts every earlier observation for a
 * little less with each new one; n is then the sum of these weights.
 *
 * <p>Single-threaded. The same observations in the same order give the same posterior.
 */
public final class VenuePosterior {
    /** Beyond this, in basis points, an observation is refused. */
    public static final double MOST_BPS = 5000;

    private final Prior prior;
    private final double kept;
    private long count;
    private double weight;
    private double mean;
    private double squares;

    /**
     * What is believed at first.
     *
     * @param meanBps prior mean, basis points
     * @param meanWorth how many observations it is worth, above 0
     * @param deviationBps prior deviation of single observations, above 0
     * @param deviationWorth how many observations that is worth, above 0
     */
    public record Prior(double meanBps, double meanWorth, double deviationBps, double deviationWorth) {
        /** No cost either way worth 20 fills, single fills stray by 5 bp worth 10. */
        public static final Prior NONE = new Prior(0, 20, 5, 10);

        /** Checks. */
        public Prior {
            Require.within("meanBps", meanBps, -MOST_BPS, MOST_BPS);
            Require.within("meanWorth", meanWorth, 1e-3, 1e6);
            Require.within("deviationBps", deviationBps, 1e-6, MOST_BPS);
            Require.within("deviationWorth", deviationWorth, 1e-3, 1e6);
        }
    }

    private VenuePosterior(Prior prior, double kept) {
        this.prior = prior;
        this.kept = kept;
    }

    /**
     * A posterior that has seen nothing.
     *
     * @param prior what is believed at first
     * @return the prior
     */
    public static VenuePosterior of(Prior prior) {
        return new VenuePosterior(prior, 1);
    }

    /**
     * The same of something that changes.
     *
     * @param prior what is believed at first
     * @param kept the part of what an observation counts for that the next one leaves, (0, 1]; 1 forgets nothing
     * @return the prior
     */
    public static VenuePosterior forgetting(Prior prior, double kept) {
        Require.within("kept", kept, Double.MIN_VALUE, 1);
        return new VenuePosterior(prior, kept);
    }

    /**
     * Takes one observation.
     *
     * @param bps for example the slippage of a fill, positive = against us
     * @return false when it is not finite or beyond {@link #MOST_BPS}: then nothing has changed
     */
    public boolean onFill(double bps) {
        if (!(Math.abs(bps) <= MOST_BPS)) {
            return false;
        }
        count++;
        weight = kept * weight + 1;
        double off = bps - mean;
        mean += off / weight;
        squares = kept * squares + off * (bps - mean);
        return true;
    }

    /**
     * How many observations it has taken.
     *
     * @return 0 or more
     */
    public long count() {
        return count;
    }

    /**
     * The mean, shrunk to the prior's.
     *
     * @return basis points
     */
    public double meanBps() {
        return (prior.meanWorth() * prior.meanBps() + weight * mean) / (prior.meanWorth() + weight);
    }

    /**
     * How unsure the mean is.
     *
     * @return standard error, basis points, above 0
     */
    public double standardErrorBps() {
        double alpha = (prior.deviationWorth() + weight) / 2;
        double off = mean - prior.meanBps();
        double beta = prior.deviationWorth() / 2 * prior.deviationBps() * prior.deviationBps()
                + squares / 2
                + prior.meanWorth() * weight * off * off / (2 * (prior.meanWorth() + weight));
        return Math.sqrt(beta / (alpha * (prior.meanWorth() + weight)));
    }
}
