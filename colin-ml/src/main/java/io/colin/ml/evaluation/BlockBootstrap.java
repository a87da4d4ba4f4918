package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.ml.dataset.Scaler;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

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
        return interval(means(series)[0]);
    }

    /**
     * Resamples several series of equal length together, so that statistics made of their means see the same blocks.
     *
     * @param series each in order of time, not empty
     * @return the resampled means of each series, owned by the caller
     */
    public double[][] means(double[]... series) {
        Require.positive("series", series.length);
        int n = series[0].length;
        Require.positive("series", n);
        for (double[] one : series) {
            Require.that(one.length == n, "series", "must have equal lengths", one.length);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[][] means = new double[series.length][resamples];
        double[] sums = new double[series.length];
        for (int i = 0; i < resamples; i++) {
            Arrays.fill(sums, 0);
            resample(n, random, at -> {
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += series[k][at];
                }
            });
            for (int k = 0; k < sums.length; k++) {
                means[k][i] = sums[k] / n;
            }
        }
        return means;
    }

    /**
     * Resamples a series of which each row counts for one of several groups.
     *
     * @param series in order of time, not empty
     * @param groups the group of each row, from 0
     * @param count how many groups
     * @return for each group the resampled sums of its rows over the number of all rows, owned by the caller
     */
    public double[][] means(double[] series, int[] groups, int count) {
        int n = series.length;
        Require.positive("series", n);
        Require.that(groups.length == n, "groups", "must be one a row", groups.length);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] means = new double[count][resamples];
        double[] sums = new double[count];
        for (int i = 0; i < resamples; i++) {
            Arrays.fill(sums, 0);
            resample(n, random, at -> sums[groups[at]] += series[at]);
            for (int k = 0; k < count; k++) {
                means[k][i] = sums[k] / n;
            }
        }
        return means;
    }

    /**
     * The interval of a resampled statistic.
     *
     * @param resampled one value a resample
     * @return its quantiles and the share at or below 0
     */
    public static Interval interval(double[] resampled) {
        double[] sorted = resampled.clone();
        Arrays.sort(sorted);
        long notAbove = Arrays.stream(sorted).filter(value -> value <= 0).count();
        return new Interval(
                Scaler.quantile(sorted, LOW), Scaler.quantile(sorted, HIGH), (1.0 + notAbove) / (1 + sorted.length));
    }

    private void resample(int n, SplittableRandom random, IntConsumer row) {
        int at = random.nextInt(n);
        for (int i = 0; i < n; i++) {
            row.accept(at);
            boolean newBlock = random.nextInt(meanBlock) == 0;
            at = newBlock ? random.nextInt(n) : (at + 1) % n;
        }
    }
}
