package io.colin.ml.book;

import io.colin.api.internal.Require;
import java.util.Arrays;
import java.util.List;

/**
 * The root mean square gap between confidence and accuracy, without what chance adds to it. The plain error of a forecast
 * whose probabilities are exact is not 0: every bin misses by its own noise, and squares of noise add up. As Kumar, Liang
 * and Ma (Verified Uncertainty Calibration, 2019) and Broecker (Estimating reliability and resolution of probability
 * forecasts, 2012) do, the variance of each bin's gap is taken from its square. That variance is one of moves, not rows:
 * rows that share an answer miss together. A root mean square is never below the mean size of the same gaps, so this is
 * not the milder of the two errors.
 *
 * <p>{@code squared} is Σ w_b·(gap_b² − variance_b) over 15 bins of equal mass; it may be negative by chance. Its
 * deviation is that of a quadratic form of normal gaps with the covariance of the bins, √(2·tr((AΣ)²) + 4·u'AΣAu). Moves
 * are taken as independent of each other.
 *
 * @param squared estimate of the squared error, about 0 where the probabilities are exact
 * @param deviation standard deviation of that estimate, 0 or more
 * @param rows how many rows it is of
 * @param moves how many answers that do not overlap; below 2 nothing is known, and the interval says 0 to 1
 */
public record DebiasedCalibration(double squared, double deviation, int rows, int moves) {
    static final int BINS = 15;
    private static final double NORMAL_97_5 = 1.959963984540054;

    /** Checks. */
    public DebiasedCalibration {
        Require.finite("squared", squared);
        Require.within("deviation", deviation, 0, Double.MAX_VALUE);
        Require.positive("rows", rows);
        Require.positive("moves", moves);
    }

    /**
     * Judges answers.
     *
     * @param confidence of the class named, one a row in order of time, at least 15
     * @param hits 1 where it was right, 0 elsewhere
     * @param separate whether a row's answer does not overlap that of the last such row; the first one's does not
     * @return the estimate
     */
    static DebiasedCalibration of(double[] confidence, double[] hits, boolean[] separate) {
        int n = confidence.length;
        Require.that(n >= BINS, "confidence", "must hold at least 15", n);
        int[] bins = bins(confidence);
        double[] gaps = new double[BINS];
        double[] shares = new double[BINS];
        for (int i = 0; i < n; i++) {
            gaps[bins[i]] += (confidence[i] - hits[i]) / n;
            shares[bins[i]] += 1.0 / n;
        }
        double[][] covariance = new double[BINS][BINS];
        double[] move = new double[BINS];
        int moves = 0;
        for (int i = 0; i < n; i++) {
            if (separate[i] && i > 0) {
                add(move, covariance);
                moves++;
            }
            move[bins[i]] += (confidence[i] - hits[i] - gaps[bins[i]] / shares[bins[i]]) / n;
        }
        add(move, covariance);
        moves++;
        return moves < 2
                ? new DebiasedCalibration(0, 1, n, moves)
                : estimate(gaps, shares, scaled(covariance, moves / (moves - 1.0)), n, moves);
    }

    /**
     * Several recordings as one: gaps of one cannot make up for those of another. Recordings of the same minutes hold one
     * market, so their deviations are added as if all erred together.
     *
     * @param parts at least one
     * @return the mean of the squared errors, each weighing as many rows as it has
     */
    public static DebiasedCalibration pooled(List<DebiasedCalibration> parts) {
        int rows = parts.stream().mapToInt(DebiasedCalibration::rows).sum();
        Require.positive("parts", rows);
        double squared = 0;
        double deviation = 0;
        for (DebiasedCalibration part : parts) {
            squared += part.squared * part.rows / rows;
            deviation += part.deviation * part.rows / rows;
        }
        return new DebiasedCalibration(
                squared,
                deviation,
                rows,
                parts.stream().mapToInt(DebiasedCalibration::moves).sum());
    }

    /**
     * The error.
     *
     * @return [0, 1]; 0 where the squared estimate is not above 0
     */
    public double error() {
        return root(squared);
    }

    /**
     * Where its 95 % interval begins.
     *
     * @return [0, 1]
     */
    public double low() {
        return root(squared - NORMAL_97_5 * deviation);
    }

    /**
     * Where its 95 % interval ends.
     *
     * @return [0, 1]
     */
    public double high() {
        return root(squared + NORMAL_97_5 * deviation);
    }

    private static DebiasedCalibration estimate(
            double[] gaps, double[] shares, double[][] covariance, int rows, int moves) {
        double squared = 0;
        double variance = 0;
        for (int a = 0; a < BINS; a++) {
            squared += (gaps[a] * gaps[a] - covariance[a][a]) / shares[a];
            for (int b = 0; b < BINS; b++) {
                double c = covariance[a][b] / (shares[a] * shares[b]);
                variance += 2 * covariance[a][b] * c + 4 * gaps[a] * gaps[b] * c;
            }
        }
        return new DebiasedCalibration(squared, Math.sqrt(Math.max(0, variance)), rows, moves);
    }

    /** The bin of equal mass that each row falls into. */
    static int[] bins(double[] confidence) {
        int[] order = BookEvaluator.order(confidence);
        int[] bins = new int[order.length];
        for (int bin = 0; bin < BINS; bin++) {
            for (int i = bin * order.length / BINS; i < (bin + 1) * order.length / BINS; i++) {
                bins[order[i]] = bin;
            }
        }
        return bins;
    }

    /** Adds the product of a move's gaps with themselves, and empties them. */
    private static void add(double[] move, double[][] covariance) {
        for (int a = 0; a < BINS; a++) {
            for (int b = 0; b < BINS; b++) {
                covariance[a][b] += move[a] * move[b];
            }
        }
        Arrays.fill(move, 0);
    }

    private static double[][] scaled(double[][] covariance, double factor) {
        for (double[] row : covariance) {
            for (int b = 0; b < BINS; b++) {
                row[b] *= factor;
            }
        }
        return covariance;
    }

    private static double root(double square) {
        return Math.min(1, Math.sqrt(Math.max(0, square)));
    }
}
