package io.colin.execution.impact;

/** Two coefficients with their covariance, and the noise around them in units of daily volatility. */
record Coefficients(
        double eta, double gamma, double etaVariance, double gammaVariance, double covariance, double noise) {

    double predict(Regressors at) {
        return eta * at.temporary() + gamma * at.permanent();
    }

    /** Variance of {@link #predict}. */
    double variance(Regressors at) {
        double own = at.temporary() * at.temporary() * etaVariance + at.permanent() * at.permanent() * gammaVariance;
        return Math.max(0, own + 2 * at.temporary() * at.permanent() * covariance);
    }

    /** The same for something that may differ from what they were learnt from, by a share of each. */
    Coefficients widened(double share) {
        double etaMore = share * eta;
        double gammaMore = share * gamma;
        return new Coefficients(
                eta, gamma, etaVariance + etaMore * etaMore, gammaVariance + gammaMore * gammaMore, covariance, noise);
    }
}
