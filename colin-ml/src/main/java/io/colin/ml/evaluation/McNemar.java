package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * McNemar's exact test on hits: of the events where only one of two was right, how many went to the model. Events must
 * not overlap.
 *
 * @param modelOnly events only the model had right
 * @param rivalOnly events only the rival had right
 * @param pValue one-sided, small when the model is better: the chance of so many or more under even odds
 */
public record McNemar(int modelOnly, int rivalOnly, double pValue) {
    /** Checks. */
    public McNemar {
        Require.notNegative("modelOnly", modelOnly);
        Require.notNegative("rivalOnly", rivalOnly);
        Require.within("pValue", pValue, 0, 1);
    }

    /**
     * Tests.
     *
     * @param modelOnly events only the model had right, 0 or more
     * @param rivalOnly events only the rival had right, 0 or more
     * @return the result; p is 1 when there is no such event
     */
    public static McNemar test(int modelOnly, int rivalOnly) {
        int n = modelOnly + rivalOnly;
        if (modelOnly == 0) {
            return new McNemar(modelOnly, rivalOnly, 1);
        }
        double below = new BinomialDistribution(n, 0.5).cumulativeProbability(modelOnly - 1);
        return new McNemar(modelOnly, rivalOnly, Math.max(0, Math.min(1, 1 - below)));
    }
}
