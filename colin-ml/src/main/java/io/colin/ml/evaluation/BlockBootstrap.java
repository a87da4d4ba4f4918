package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.ml.dataset.Scaler;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Stationary block bootstrap of a mean (Politis and Romano): blocks of geometric length wrap around the series, so that
 * predictions that overlap in time never count as independent.
 *
 * @param meanBlock mean length of a block, rows
 * @param resamples how many
 * @param seed of the blocks
 */
public record BlockBootstrap(int meanBlock, int resamples, long seed) {
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    /** Checks. */
    public BlockBootstrap {
        Require.positive("meanBlock", meanBlock);
        Require.positive("resamples", resamples);
    }

    /**
     * What resampling says of a mean.
     *
     * @param low 2.5 % quantile
     * @param high 97.5 % quantile
     * @param pValue (1 + resamples with a mean of 0 or less) / (1 + resamples)
     */
    public record Interval(double low, double high, double pValue) {}

    /**
     * Resamples a series.
     *
     * @param series in order of time, not empty
     * @return the interval of its mean
     */
    public Interval mean(double[] series) {
        Require.positive("series", series.length);
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        int notAbove = 0;
        for (int i = 0; i < resamples; i++) {
            means[i] = resample(series, random);
            notAbove += means[i] <= 0 ? 1 : 0;
        }
        Arrays.sort(means);
        return new Interval(
                Scaler.quantile(means, LOW), Scaler.quantile(means, HIGH), (1.0 + notAbove) / (1 + resamples));
    }

    private double resample(double[] series, SplittableRandom random) {
        double sum = 0;
        int at = random.nextInt(series.length);
        for (int i = 0; i < series.length; i++) {
            sum += series[at];
            boolean newBlock = random.nextInt(meanBlock) == 0;
            at = newBlock ? random.nextInt(series.length) : (at + 1) % series.length;
        }
        return sum / series.length;
    }
}
