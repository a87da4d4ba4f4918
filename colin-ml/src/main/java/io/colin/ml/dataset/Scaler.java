package io.colin.ml.dataset;

import io.colin.api.internal.Require;
import io.colin.ml.feature.FeatureGroup;
import io.colin.ml.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings columns to one scale: (x − centre)/scale, clipped to ±8; an absent value becomes the training median.
 *
 * @param centre one a column, in its unit
 * @param scale one a column, above 0
 * @param median the training median of each column after scaling
 */
public record Scaler(List<Double> centre, List<Double> scale, List<Double> median) {
    /** Largest scaled value. */
    public static final double CLIP = 8;

    /** Checks and copies. */
    public Scaler {
        centre = List.copyOf(centre);
        scale = List.copyOf(scale);
        median = List.copyOf(median);
        Require.that(
                !centre.isEmpty() && centre.size() == scale.size() && centre.size() == median.size(),
                "scaler",
                "must have centre, scale and median for every column",
                centre.size() + ", " + scale.size() + ", " + median.size());
        centre.forEach(value -> Require.finite("centre", value));
        scale.forEach(value -> Require.within("scale", value, Double.MIN_NORMAL, Double.MAX_VALUE));
        median.forEach(value -> Require.within("median", value, -CLIP, CLIP));
    }

    /**
     * Fits on the bars of the training fold: technical columns by median and 25–75 % range, liquidity by median and
     * 10–90 % range, book and alternative by mean and sample deviation. A column without spread has scale 1.
     *
     * @param data the rows
     * @param lastBar last bar that may be looked at, included
     * @return the scaler
     * @throws IllegalArgumentException if a column is absent throughout
     */
    public static Scaler fit(BarDataset data, int lastBar) {
        List<Double> centre = new ArrayList<>();
        List<Double> scale = new ArrayList<>();
        List<Double> median = new ArrayList<>();
        FeatureSchema schema = data.schema();
        for (int column = 0; column < schema.size(); column++) {
            double[] values = present(data, column, lastBar);
            String name = schema.columns().get(column).name();
            Require.that(values.length > 0, "column " + name, "must be present in training", 0);
            FeatureGroup group = schema.columns().get(column).group();
            double middle = quantile(values, 0.5);
            double c = isRobust(group) ? middle : mean(values);
            double s = spread(values, group);
            centre.add(c);
            scale.add(s);
            median.add(clip((middle - c) / s));
        }
        return new Scaler(centre, scale, median);
    }

    /**
     * Scales a value.
     *
     * @param column its index
     * @param value in the column's unit, NaN when absent
     * @return within ±8
     */
    public float scale(int column, double value) {
        if (Double.isNaN(value)) {
            return (float) (double) median.get(column);
        }
        return (float) clip((value - centre.get(column)) / scale.get(column));
    }

    /**
     * A quantile of sorted values, interpolated between the nearest two.
     *
     * @param sorted ascending, not empty
     * @param share [0, 1]
     * @return the value at (n − 1) · share
     */
    public static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static double[] present(BarDataset data, int column, int lastBar) {
        double[] values = new double[lastBar + 1];
        int count = 0;
        for (int bar = 0; bar <= lastBar; bar++) {
            double value = data.value(bar, column);
            if (!Double.isNaN(value)) {
                values[count++] = value;
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double spread(double[] sorted, FeatureGroup group) {
        double spread = switch (group) {
            case TECHNICAL -> quantile(sorted, 0.75) - quantile(sorted, 0.25);
            case LIQUIDITY -> quantile(sorted, 0.9) - quantile(sorted, 0.1);
            case ORDER_BOOK, ALTERNATIVE -> deviation(sorted);
        };
        return spread > Double.MIN_NORMAL ? spread : 1;
    }

    private static boolean isRobust(FeatureGroup group) {
        return group == FeatureGroup.TECHNICAL || group == FeatureGroup.LIQUIDITY;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double deviation(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static double clip(double x) {
        return Math.max(-CLIP, Math.min(CLIP, x));
    }
}
