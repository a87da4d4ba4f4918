package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The test of Diebold and Mariano: whether one forecaster loses less than another on the same events. The variance of
 * the mean difference is Newey and West's with Bartlett weights, so that overlapping forecasts do not count as
 * independent, and the statistic has Harvey, Leybourne and Newbold's factor for few events: √((n − h)(n − h + 1))/n
 * with h = lag + 1. Without it a lag of 60 calls chance significant at 5 % in 18 % of samples of 100.
 *
 * @param difference mean of the rival's loss less the model's: above 0 the model is better
 * @param statistic the difference over its standard error, times that factor; 0 when the losses are equal throughout
 * @param pValue one-sided, small when the model is better, from Student's t with n − 1 degrees of freedom
 */
public record DieboldMariano(double difference, double statistic, double pValue) {
    /**
     * Tests.
     *
     * @param model its losses in order of time, at least 3
     * @param rival losses of the other on the same events
     * @param lag events over which losses may be related, 0 or more; cut to n − 2
     * @return the result
     */
    public static DieboldMariano test(double[] model, double[] rival, int lag) {
        Require.that(model.length >= 3, "model", "must have at least 3 losses", model.length);
        Require.that(model.length == rival.length, "rival", "must have one loss each", rival.length);
        Require.notNegative("lag", lag);
        int n = model.length;
        double[] d = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            d[i] = rival[i] - model[i];
            mean += d[i] / n;
        }
        double variance = covariance(d, mean, 0);
        int most = Math.min(lag, n - 2);
        for (int k = 1; k <= most; k++) {
            variance += 2 * (1 - k / (most + 1.0)) * covariance(d, mean, k);
        }
        if (variance <= 0) {
            return new DieboldMariano(mean, 0, mean > 0 ? 0 : 1);
        }
        double few = Math.sqrt((n - most - 1.0) * (n - most)) / n;
        double statistic = few * mean / Math.sqrt(variance / n);
        return new DieboldMariano(mean, statistic, 1 - new TDistribution(n - 1.0).cumulativeProbability(statistic));
    }

    private static double covariance(double[] d, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < d.length; i++) {
            sum += (d[i] - mean) * (d[i - lag] - mean);
        }
        return sum / d.length;
    }
}
