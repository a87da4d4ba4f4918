package io.colin.execution.algo;

import io.colin.api.internal.Require;

/**
 * How fast to trade a quantity when waiting is a risk and hurrying costs: Almgren and Chriss, Optimal execution of
 * portfolio transactions (2000), with the cost law of colin's impact model. Trades happen at the start of n equal steps;
 * x_j is what is left after the j-th.
 *
 * <ul>
 *   <li>Cost: Σ q_j · η · σ · (q_j / v)^β, with v the market's volume in a step. Spread and permanent impact cost the same
 *       whatever the path, since an order pays half its own shift.
 *   <li>Variance: σ² · τ · Σ x_j², in days.
 *   <li>The path x_j = X · sinh(θ(n − j)) / sinh(θn), with θ = κτ chosen to minimise cost + λ · variance. For β = 1 that is
 *       the optimum over all paths and cosh θ = 1 + λ · P · σ · τ · v / (2η), P being the worth of a unit; for others the best
 *       of this family, found by search.
 * </ul>
 *
 * @param sigma daily volatility, a fraction, above 0
 * @param volumePerDay what the market trades in a day, above 0
 * @param eta of the temporary impact, above 0
 * @param beta its exponent, in (0, 1]
 * @param worth of one unit of quantity, quote currency, above 0
 */
record AlmgrenChriss(double sigma, double volumePerDay, double eta, double beta, double worth) {
    /** The search for β below 1 ends at this κT, where all but a trace goes at once. */
    private static final double FASTEST = 40;
    /** The largest θ: nothing stays after the first step. */
    private static final double AT_ONCE = 700;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int COARSE = 40;
    private static final int FINE = 60;
    /** Below this θn the curve is straight to the last digit that counts. */
    private static final double STRAIGHT = 1e-9;

    AlmgrenChriss {
        Require.that(sigma > 0, "sigma", "must be above 0", sigma);
        Require.that(volumePerDay > 0, "volumePerDay", "must be above 0", volumePerDay);
        Require.that(eta > 0, "eta", "must be above 0", eta);
        Require.that(beta > 0 && beta <= 1, "beta", "must be in (0, 1]", beta);
        Require.that(worth > 0, "worth", "must be above 0", worth);
    }

    /**
     * What share of what is left stays after the next of some steps.
     *
     * @param theta κτ of a step, 0 or more; 0 is an even pace
     * @param steps left, 1 or more
     * @return sinh(θ(steps − 1)) / sinh(θ · steps), 0 at the last
     */
    static double staying(double theta, int steps) {
        return staying(theta, steps, 1);
    }

    /** The same after more than one step: sinh(θ(steps − done)) / sinh(θ · steps). */
    static double staying(double theta, int steps, int done) {
        double all = theta * steps;
        if (all < STRAIGHT) {
            return ((double) steps - done) / steps;
        }
        // e^−θ·done (1 − e^−2θ(n−done)) / (1 − e^−2θn): the same without overflow.
        return Math.exp(-theta * done) * Math.expm1(-2 * theta * (steps - done)) / Math.expm1(-2 * all);
    }

    /** The best θ for a quantity over some steps of a length. */
    double theta(double riskAversion, double quantity, int steps, double stepDays) {
        if (riskAversion == 0) {
            return 0;
        }
        if (beta == 1) {
            double excess = riskAversion * worth * sigma * stepDays * volumePerDay * stepDays / (2 * eta);
            return Math.min(AT_ONCE, Math.log1p(excess + Math.sqrt(excess * (excess + 2))));
        }
        double least = 0;
        int best = 0;
        for (int k = 0; k <= COARSE; k++) {
            double value = objective(coarse(k, steps), riskAversion, quantity, steps, stepDays);
            if (k == 0 || value < least) {
                least = value;
                best = k;
            }
        }
        double low = coarse(Math.max(0, best - 1), steps);
        double high = coarse(Math.min(COARSE, best + 1), steps);
        for (int k = 0; k < FINE; k++) {
            double one = high - GOLDEN * (high - low);
            double two = low + GOLDEN * (high - low);
            if (objective(one, riskAversion, quantity, steps, stepDays)
                    <= objective(two, riskAversion, quantity, steps, stepDays)) {
                high = two;
            } else {
                low = one;
            }
        }
        return (low + high) / 2;
    }

    /** Cost + λ · variance of the path of θ, quote currency, but for what is the same for every path. */
    double objective(double theta, double riskAversion, double quantity, int steps, double stepDays) {
        double left = quantity;
        double cost = 0;
        double squares = 0;
        for (int j = 0; j < steps; j++) {
            double after = left * staying(theta, steps - j);
            cost += cost(left - after, stepDays);
            squares += after * after;
            left = after;
        }
        return cost + riskAversion * worth * worth * sigma * sigma * stepDays * squares;
    }

    /** What a slice costs more than its fair price, quote currency. */
    double cost(double slice, double stepDays) {
        return worth * slice * eta * sigma * Math.pow(slice / (volumePerDay * stepDays), beta);
    }

    private static double coarse(int k, int steps) {
        return k == 0 ? 0 : FASTEST / steps * Math.pow(1.25, k - COARSE);
    }
}
