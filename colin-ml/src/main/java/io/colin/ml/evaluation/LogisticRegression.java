package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Multinomial logistic regression with NEUTRAL as the reference class, fitted by Newton's method with a ridge penalty:
 * the baseline a network has to beat on its own columns. Immutable.
 */
public final class LogisticRegression {
    private static final double RIDGE = 1;
    private static final int MOST_ITERATIONS = 50;
    private static final double SMALLEST_STEP = 1e-8;

    private final int features;
    private final double[] beta;

    private LogisticRegression(int features, double[] beta) {
        this.features = features;
        this.beta = beta;
    }

    /**
     * Fits.
     *
     * @param rows row by row, features values each, scaled
     * @param classes 0 LONG, 1 NEUTRAL, 2 SHORT, one a row, not empty
     * @param weights one a row, 0 or more
     * @return the fitted model
     */
    public static LogisticRegression fit(float[] rows, int[] classes, float[] weights) {
        Require.positive("classes", classes.length);
        int features = rows.length / classes.length;
        Require.that(rows.length == features * classes.length, "rows", "must divide by classes", rows.length);
        LogisticRegression model = new LogisticRegression(features, new double[2 * (features + 1)]);
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            if (model.newtonStep(rows, classes, weights) < SMALLEST_STEP) {
                break;
            }
        }
        return model;
    }

    /**
     * The most probable class of a row.
     *
     * @param rows as in the fit
     * @param row which
     * @return the class; ties go to NEUTRAL
     */
    public Direction predict(float[] rows, int row) {
        double[] p = new double[2];
        probabilities(rows, row, p);
        double flat = 1 - p[0] - p[1];
        if (flat >= p[0] && flat >= p[1]) {
            return Direction.NEUTRAL;
        }
        return p[0] >= p[1] ? Direction.LONG : Direction.SHORT;
    }

    /**
     * The class probabilities of a row.
     *
     * @param rows as in the fit
     * @param row which
     * @return the probabilities
     */
    public Probabilities probabilities(float[] rows, int row) {
        double[] p = new double[2];
        probabilities(rows, row, p);
        return new Probabilities(p[0], Math.max(0, 1 - p[0] - p[1]), p[1]);
    }

    /** One step uphill; answers the largest change of a coefficient. */
    private double newtonStep(float[] rows, int[] classes, float[] weights) {
        int size = beta.length;
        double[] gradient = new double[size];
        double[][] curvature = new double[size][size];
        for (int i = 0; i < size; i++) {
            boolean intercept = i % (features + 1) == features;
            gradient[i] = intercept ? 0 : -RIDGE * beta[i];
            curvature[i][i] = intercept ? SMALLEST_STEP : RIDGE;
        }
        double[] p = new double[2];
        for (int row = 0; row < classes.length; row++) {
            probabilities(rows, row, p);
            double up = weights[row] * ((classes[row] == 0 ? 1 : 0) - p[0]);
            double down = weights[row] * ((classes[row] == 2 ? 1 : 0) - p[1]);
            accumulate(rows, row, new double[] {up, down}, gradient);
            accumulate(rows, row, weights[row], p, curvature);
        }
        double[] step = new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false))
                .getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
        double largest = 0;
        for (int i = 0; i < size; i++) {
            beta[i] += step[i];
            largest = Math.max(largest, Math.abs(step[i]));
        }
        return largest;
    }

    private void accumulate(float[] rows, int row, double[] residuals, double[] gradient) {
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i <= features; i++) {
                gradient[k * (features + 1) + i] += residuals[k] * value(rows, row, i);
            }
        }
    }

    private void accumulate(float[] rows, int row, double weight, double[] p, double[][] curvature) {
        int width = features + 1;
        for (int i = 0; i < width; i++) {
            double left = weight * value(rows, row, i);
            for (int j = 0; j < width; j++) {
                double product = left * value(rows, row, j);
                curvature[i][j] += product * p[0] * (1 - p[0]);
                curvature[width + i][width + j] += product * p[1] * (1 - p[1]);
                curvature[i][width + j] -= product * p[0] * p[1];
                curvature[width + i][j] -= product * p[0] * p[1];
            }
        }
    }

    /** P(LONG) and P(SHORT). */
    private void probabilities(float[] rows, int row, double[] p) {
        double up = 0;
        double down = 0;
        for (int i = 0; i <= features; i++) {
            double x = value(rows, row, i);
            up += beta[i] * x;
            down += beta[features + 1 + i] * x;
        }
        double highest = Math.max(0, Math.max(up, down));
        double sum = Math.exp(-highest) + Math.exp(up - highest) + Math.exp(down - highest);
        p[0] = Math.exp(up - highest) / sum;
        p[1] = Math.exp(down - highest) / sum;
    }

    private double value(float[] rows, int row, int column) {
        return column == features ? 1 : rows[row * features + column];
    }
}
