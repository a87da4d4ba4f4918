package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import java.util.SplittableRandom;

/**
 * Stationary block bootstrap of the difference of two Sharpe ratios over the same steps: both series are resampled by
 * the same blocks, so that what moved both of them moves no difference.
 *
 * @param meanBlock mean length of a block, steps
 * @param resamples how many
 * @param seed of the blocks
 */
record PairedBootstrap(int meanBlock, int resamples, long seed) {
    PairedBootstrap {
        Require.positive("meanBlock", meanBlock);
        Require.positive("resamples", resamples);
    }

    /** (1 + resamples in which the first is not better) / (1 + resamples). */
    double pValue(ReturnSeries first, ReturnSeries second) {
        Require.that(first.isBeside(second), "second", "must be of the same steps", second.fromNs());
        double[] a = first.array();
        double[] b = second.array();
        double[] someA = new double[a.length];
        double[] someB = new double[a.length];
        SplittableRandom random = new SplittableRandom(seed);
        int notBetter = 0;
        for (int i = 0; i < resamples; i++) {
            int at = random.nextInt(a.length);
            for (int j = 0; j < a.length; j++) {
                someA[j] = a[at];
                someB[j] = b[at];
                at = random.nextInt(meanBlock) == 0 ? random.nextInt(a.length) : (at + 1) % a.length;
            }
            notBetter += ReturnSeries.ratio(someA) - ReturnSeries.ratio(someB) <= 0 ? 1 : 0;
        }
        return (1.0 + notBetter) / (1 + resamples);
    }
}
