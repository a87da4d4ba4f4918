package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Fits a {@link MirrorScore} by Newton's method: log loss plus ½ · ridge · Σw². Convex, so the answer depends on nothing
 * but the rows. Few rows next to each other are independent here; a strong ridge is what keeps the weights honest.
 */
final class MirrorFit {
    private static final int MOST_ITERATIONS = 50;
    private static final double SMALLEST_STEP = 1e-9;
    private static final double RIDGE_OF_FLAT = 1e-6;
    private static final double CLIP = 8;

    private final double[][] rows;
    private final List<Direction> classes;
    private final double ridge;
    private final boolean flat;
    private final int columns;
    private final double[] theta;

    private MirrorFit(double[][] rows, List<Direction> classes, double ridge) {
        this.rows = rows;
        this.classes = classes;
        this.ridge = ridge;
        this.flat = classes.contains(Direction.NEUTRAL);
        this.columns = rows[0].length;
        this.theta = new double[columns + 1];
    }

    /**
     * Fits.
     *
     * @param rows one array of columns each, finite, at least one
     * @param classes one a row; where NEUTRAL never comes, the score has no such class
     * @param ridge strength of the penalty on standardised columns, above 0
     * @return the score at temperature 1
     */
    static MirrorScore fit(double[][] rows, List<Direction> classes, double ridge) {
        Require.positive("rows", rows.length);
        Require.that(classes.size() == rows.length, "classes", "must be one a row", classes.size());
        Require.within("ridge", ridge, Double.MIN_NORMAL, Double.MAX_VALUE);
        MirrorFit fit = new MirrorFit(scaled(rows), List.copyOf(classes), ridge);
        for (int i = 0; i < MOST_ITERATIONS && fit.step() > SMALLEST_STEP; i++) {
            // step() moves theta
        }
        List<Double> weights = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        double[] used = scales(rows);
        for (int k = 0; k < fit.columns; k++) {
            weights.add(fit.theta[k]);
            scales.add(used[k]);
        }
        return new MirrorScore(scales, weights, fit.flat ? Math.exp(fit.theta[fit.columns]) : 0, 1);
    }

    private double step() {
        int size = columns + (flat ? 1 : 0);
        double[] gradient = new double[size];
        double[][] curvature = new double[size][size];
        for (int k = 0; k < size; k++) {
            double penalty = k == columns ? RIDGE_OF_FLAT : ridge;
            gradient[k] = -penalty * theta[k];
            curvature[k][k] = penalty;
        }
        for (int i = 0; i < rows.length; i++) {
            accumulate(rows[i], classes.get(i), gradient, curvature);
        }
        for (int k = 0; k < size; k++) {
            for (int j = 0; j < k; j++) {
                curvature[j][k] = curvature[k][j];
            }
        }
        double[] step = new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false))
                .getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
        double largest = 0;
        for (int k = 0; k < size; k++) {
            theta[k] += step[k];
            largest = Math.max(largest, Math.abs(step[k]));
        }
        return largest;
    }

    /** With logits (s/2, c, −s/2): the derivatives by s and by c, then the chain rule through s = w·x. */
    private void accumulate(double[] x, Direction came, double[] gradient, double[][] curvature) {
        double s = 0;
        for (int k = 0; k < columns; k++) {
            s += theta[k] * x[k];
        }
        double up = Math.exp(0.5 * s);
        double down = Math.exp(-0.5 * s);
        double still = flat ? Math.exp(theta[columns]) : 0;
        double sum = up + down + still;
        double lean = (up - down) / sum;
        double pFlat = still / sum;
        double byS = 0.5 * (came.sign() - lean);
        double bySs = 0.25 * (1 - pFlat - lean * lean);
        for (int k = 0; k < columns; k++) {
            gradient[k] += byS * x[k];
            for (int j = 0; j <= k; j++) {
                curvature[k][j] += bySs * x[k] * x[j];
            }
        }
        if (flat) {
            gradient[columns] += (came == Direction.NEUTRAL ? 1 : 0) - pFlat;
            curvature[columns][columns] += pFlat * (1 - pFlat);
            for (int k = 0; k < columns; k++) {
                curvature[columns][k] -= 0.5 * lean * pFlat * x[k];
            }
        }
    }

    private static double[] scales(double[][] rows) {
        double[] squares = new double[rows[0].length];
        for (double[] row : rows) {
            for (int k = 0; k < squares.length; k++) {
                squares[k] += row[k] * row[k];
            }
        }
        return Arrays.stream(squares)
                .map(sum -> Math.sqrt(sum / rows.length))
                .map(scale -> scale > 1e-12 ? scale : 1)
                .toArray();
    }

    private static double[][] scaled(double[][] rows) {
        double[] scales = scales(rows);
        double[][] scaled = new double[rows.length][scales.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < scales.length; k++) {
                scaled[i][k] = Math.max(-CLIP, Math.min(CLIP, rows[i][k] / scales[k]));
            }
        }
        return scaled;
    }
}
