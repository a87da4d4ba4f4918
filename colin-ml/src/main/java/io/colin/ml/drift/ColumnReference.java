package io.colin.ml.drift;

import io.colin.api.internal.Require;
import io.colin.ml.dataset.Scaler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What one column looked like in training.
 *
 * @param name of the column
 * @param flag whether it took at most five different values, which are then its bins
 * @param edges upper ends of all bins but the last: 19 training quantiles, or the values of a flag but the last;
 *     ascending, a bin holds what lies above the edge before and not above its own
 * @param shares of the training in each bin, summing to 1
 * @param sample ascending, spaced by 15 bars, at most 1 000
 */
public record ColumnReference(String name, boolean flag, List<Double> edges, List<Double> shares, List<Double> sample) {
    private static final int BINS = 20;
    private static final int FLAG_VALUES = 5;
    private static final int SAMPLE = 1_000;

    /** Checks and copies. */
    public ColumnReference {
        Require.text("name", name);
        edges = List.copyOf(edges);
        shares = List.copyOf(shares);
        sample = List.copyOf(sample);
        Require.that(shares.size() == edges.size() + 1, "shares", "must be one more than edges", shares.size());
        Require.positive("sample", sample.size());
    }

    /**
     * Fits.
     *
     * @param name of the column
     * @param values of the training in order of time, at least one
     * @param spacing bars between two observations of the sample, above 0
     * @return the reference
     */
    static ColumnReference fit(String name, double[] values, int spacing) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] distinct =
                Arrays.stream(sorted).distinct().limit(FLAG_VALUES + 1L).toArray();
        boolean flag = distinct.length <= FLAG_VALUES;
        List<Double> edges = new ArrayList<>();
        for (int i = 1; i < (flag ? distinct.length : BINS); i++) {
            edges.add(flag ? distinct[i - 1] : Scaler.quantile(sorted, (double) i / BINS));
        }
        int step = Math.max(spacing, (values.length + SAMPLE - 1) / SAMPLE);
        List<Double> sample = new ArrayList<>();
        for (int i = 0; i < values.length; i += step) {
            sample.add(values[i]);
        }
        Collections.sort(sample);
        double[] counts = counts(edges, sorted);
        List<Double> shares = Arrays.stream(counts)
                .map(count -> count / sorted.length)
                .boxed()
                .toList();
        return new ColumnReference(name, flag, edges, shares, sample);
    }

    /** How many values fall in each bin. */
    double[] counts(double[] values) {
        return counts(edges, values);
    }

    private static double[] counts(List<Double> edges, double[] values) {
        double[] counts = new double[edges.size() + 1];
        for (double value : values) {
            int bin = 0;
            while (bin < edges.size() && value > edges.get(bin)) {
                bin++;
            }
            counts[bin]++;
        }
        return counts;
    }
}
