package io.colin.ml.drift;

import io.colin.api.internal.Require;
import io.colin.ml.dataset.Scaler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the scaled rows of a training lay: their mean, their covariance shrunk towards a multiple of the identity (Ledoit
 * and Wolf 2004), and the Mahalanobis distance that 99.5 % of them stayed within.
 *
 * @param mean one a column
 * @param covariance shrunk, lower triangle row by row: n(n + 1)/2 numbers
 * @param shrinkage share of the identity in it, [0, 1]
 * @param threshold largest distance that counts as known, above 0
 */
public record DistributionLimit(List<Double> mean, List<Double> covariance, double shrinkage, double threshold) {
    private static final double KNOWN_SHARE = 0.995;
    private static final int MOST_ROWS = 5_000;

    /** Checks and copies. */
    public DistributionLimit {
        mean = List.copyOf(mean);
        covariance = List.copyOf(covariance);
        int n = mean.size();
        Require.positive("mean", n);
        Require.that(covariance.size() == n * (n + 1) / 2, "covariance", "must be a lower triangle", covariance.size());
        Require.within("shrinkage", shrinkage, 0, 1);
        Require.that(threshold > 0, "threshold", "must be above 0", threshold);
    }

    /**
     * Fits.
     *
     * @param rows scaled rows of the training fold, all of one length, at least two; of more than 5 000 an even choice
     * @return the limit
     */
    public static DistributionLimit fit(List<double[]> rows) {
        Require.that(rows.size() >= 2, "rows", "must be at least two", rows.size());
        List<double[]> chosen = evenly(rows);
        double[] mean = mean(chosen);
        double[][] centred = chosen.stream().map(row -> minus(row, mean)).toArray(double[][]::new);
        double[][] covariance = covariance(centred);
        double shrinkage = shrink(covariance, centred);
        List<Double> triangle = triangle(covariance);
        OutOfDistribution measure = OutOfDistribution.of(new DistributionLimit(list(mean), triangle, shrinkage, 1));
        double[] distances =
                chosen.stream().mapToDouble(measure::distance).sorted().toArray();
        // Rows that are all alike leave no distance to exceed.
        double threshold = Math.max(Scaler.quantile(distances, KNOWN_SHARE), Double.MIN_NORMAL);
        return new DistributionLimit(list(mean), triangle, shrinkage, threshold);
    }

    private static List<double[]> evenly(List<double[]> rows) {
        if (rows.size() <= MOST_ROWS) {
            return rows;
        }
        List<double[]> chosen = new ArrayList<>();
        for (int i = 0; i < MOST_ROWS; i++) {
            chosen.add(rows.get((int) ((long) i * rows.size() / MOST_ROWS)));
        }
        return chosen;
    }

    private static double[] mean(List<double[]> rows) {
        double[] mean = new double[rows.getFirst().length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.size();
            }
        }
        return mean;
    }

    private static double[] minus(double[] row, double[] mean) {
        double[] centred = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            centred[i] = row[i] - mean[i];
        }
        return centred;
    }

    private static double[][] covariance(double[][] centred) {
        int n = centred[0].length;
        double[][] sum = new double[n][n];
        for (double[] row : centred) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    sum[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                sum[i][j] /= centred.length;
                sum[j][i] = sum[i][j];
            }
        }
        return sum;
    }

    /** Shrinks in place and says how much: b²/d² of the paper, norms divided by the number of columns. */
    private static double shrink(double[][] s, double[][] centred) {
        int n = s.length;
        double level = 0;
        for (int i = 0; i < n; i++) {
            level += s[i][i] / n;
        }
        double squares = 0;
        for (double[] row : s) {
            squares += Arrays.stream(row).map(x -> x * x).sum();
        }
        double dispersion = squares - n * level * level;
        double error = 0;
        for (double[] row : centred) {
            double length = Arrays.stream(row).map(x -> x * x).sum();
            // ‖xxᵀ − S‖² = ‖x‖⁴ − 2 xᵀSx + ‖S‖²
            error += length * length - 2 * form(s, row) + squares;
        }
        error /= (double) centred.length * centred.length;
        double share = dispersion <= 0 ? 1 : Math.max(0, Math.min(1, error / dispersion));
        // A column that never moved must not make the matrix singular, whatever the data say.
        share = Math.max(share, 1e-6);
        double diagonal = level > 0 ? level : 1;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                s[i][j] = (1 - share) * s[i][j] + (i == j ? share * diagonal : 0);
            }
        }
        return share;
    }

    private static double form(double[][] s, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum += x[i] * s[i][j] * x[j];
            }
        }
        return sum;
    }

    private static List<Double> triangle(double[][] s) {
        List<Double> triangle = new ArrayList<>();
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j <= i; j++) {
                triangle.add(s[i][j]);
            }
        }
        return triangle;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
