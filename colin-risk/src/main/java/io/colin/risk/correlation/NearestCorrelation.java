package io.colin.risk.correlation;

import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The correlation matrix nearest in the Frobenius norm to a symmetric one with ones on its diagonal, by alternating
 * projections with Dykstra's correction: N. J. Higham, "Computing the nearest correlation matrix — a problem from
 * finance", IMA Journal of Numerical Analysis 22, 2002. Pairs measured over different points need not fit together; where
 * they do, nothing is changed.
 */
final class NearestCorrelation {
    private static final double ROUNDING = 1e-12;
    private static final double CONVERGED = 1e-10;
    private static final int MOST_ROUNDS = 200;

    private final double[][] matrix;
    private final double[] eigenvalues;
    private final boolean adjusted;

    private NearestCorrelation(double[][] matrix, double[] eigenvalues, boolean adjusted) {
        this.matrix = matrix;
        this.eigenvalues = eigenvalues;
        this.adjusted = adjusted;
    }

    /** Finds it; the given matrix, not empty, is not changed. */
    static NearestCorrelation of(double[][] given) {
        EigenDecompositionSymmetric first = decompose(given);
        if (smallest(first) >= -ROUNDING * largest(first)) {
            return new NearestCorrelation(copy(given), descending(first), false);
        }
        double[][] nearest = withUnitDiagonal(project(decompose(alternate(given))));
        return new NearestCorrelation(nearest, descending(decompose(nearest)), true);
    }

    double at(int i, int j) {
        return matrix[i][j];
    }

    /** Largest first; what rounding left below 0 is 0. */
    double[] eigenvalues() {
        return eigenvalues.clone();
    }

    boolean adjusted() {
        return adjusted;
    }

    private static double[][] alternate(double[][] given) {
        int n = given.length;
        double[][] nearest = copy(given);
        double[][] correction = new double[n][n];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[][] corrected = minus(nearest, correction);
            double[][] projected = project(decompose(corrected));
            correction = minus(projected, corrected);
            double[][] unit = copy(projected);
            for (int i = 0; i < n; i++) {
                unit[i][i] = 1;
            }
            double moved = distance(unit, nearest);
            nearest = unit;
            if (moved <= CONVERGED * n) {
                break;
            }
        }
        return nearest;
    }

    /** The nearest positive semidefinite matrix: eigenvalues below 0 become 0. */
    private static double[][] project(EigenDecompositionSymmetric eigen) {
        double[] lambda = eigen.getEigenvalues();
        double[][] v = eigen.getV().getData();
        int n = lambda.length;
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += v[i][k] * Math.max(0, lambda[k]) * v[j][k];
                }
                result[i][j] = sum;
                result[j][i] = sum;
            }
        }
        return result;
    }

    /** Rescales, which keeps a matrix positive semidefinite where setting the diagonal would not. */
    private static double[][] withUnitDiagonal(double[][] covariance) {
        int n = covariance.length;
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double rho = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
                result[i][j] = i == j ? 1 : Math.clamp(rho, -1, 1);
            }
        }
        return result;
    }

    private static EigenDecompositionSymmetric decompose(double[][] matrix) {
        try {
            return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix, true));
        } catch (MathRuntimeException e) {
            throw new IllegalArgumentException("correlation: must have eigenvalues (" + e.getMessage() + ")", e);
        }
    }

    private static double smallest(EigenDecompositionSymmetric eigen) {
        double[] sorted = descending(eigen, Double.NEGATIVE_INFINITY);
        return sorted[sorted.length - 1];
    }

    private static double largest(EigenDecompositionSymmetric eigen) {
        return descending(eigen)[0];
    }

    private static double[] descending(EigenDecompositionSymmetric eigen) {
        return descending(eigen, 0);
    }

    private static double[] descending(EigenDecompositionSymmetric eigen, double floor) {
        double[] values = eigen.getEigenvalues();
        Arrays.sort(values);
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.max(floor, values[values.length - 1 - i]);
        }
        return result;
    }

    private static double[][] minus(double[][] a, double[][] b) {
        double[][] result = copy(a);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                result[i][j] -= b[i][j];
            }
        }
        return result;
    }

    private static double distance(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += (a[i][j] - b[i][j]) * (a[i][j] - b[i][j]);
            }
        }
        return Math.sqrt(sum);
    }

    private static double[][] copy(double[][] matrix) {
        double[][] result = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            result[i] = matrix[i].clone();
        }
        return result;
    }
}
