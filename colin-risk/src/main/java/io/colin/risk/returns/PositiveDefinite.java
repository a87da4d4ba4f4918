package io.colin.risk.returns;

import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * A symmetric matrix whose eigenvalues are at least a share of the largest, as near as that is to the one given.
 *
 * @param values row by row
 * @param adjusted whether they differ from the given ones
 * @param smallestRatio smallest by largest eigenvalue before; the floor when it is known not to be below
 */
@SuppressWarnings("ArrayRecordComponent") // passes through this package only, never compared
record PositiveDefinite(double[] values, boolean adjusted, double smallestRatio) {
    /** Lifts eigenvalues to the floor, then restores the diagonal. */
    static PositiveDefinite of(double[] matrix, int n, double floor) {
        double bound = 0;
        for (int i = 0; i < n; i++) {
            double row = 0;
            for (int j = 0; j < n; j++) {
                row += Math.abs(matrix[i * n + j]);
            }
            bound = Math.max(bound, row);
        }
        if (bound == 0) {
            return new PositiveDefinite(matrix.clone(), false, 0);
        }
        // No eigenvalue is larger than the largest row sum: if the matrix less that share of it still has a Cholesky
        // factor, no eigenvalue is below the floor, and the costly decomposition is spared.
        double[] lowered = matrix.clone();
        for (int i = 0; i < n; i++) {
            lowered[i * n + i] -= floor * bound;
        }
        return cholesky(lowered, n).isPresent()
                ? new PositiveDefinite(matrix.clone(), false, floor)
                : repaired(matrix, n, floor);
    }

    private static PositiveDefinite repaired(double[] matrix, int n, double floor) {
        EigenDecompositionSymmetric eigen = decompose(matrix, n);
        double[] lambda = eigen.getEigenvalues();
        double largest = lambda[0];
        double smallest = lambda[0];
        for (double value : lambda) {
            largest = Math.max(largest, value);
            smallest = Math.min(smallest, value);
        }
        if (smallest >= floor * largest) {
            return new PositiveDefinite(matrix.clone(), false, smallest / largest);
        }
        double[][] v = eigen.getV().getData();
        double[] scale = new double[n];
        double[] lifted = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += v[i][k] * Math.max(lambda[k], floor * largest) * v[j][k];
                }
                lifted[i * n + j] = sum;
            }
            double variance = matrix[i * n + i];
            scale[i] = variance > floor * largest ? Math.sqrt(variance / lifted[i * n + i]) : 1;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                lifted[i * n + j] *= scale[i] * scale[j];
                lifted[j * n + i] = lifted[i * n + j];
            }
        }
        return new PositiveDefinite(lifted, true, smallest / largest);
    }

    private static EigenDecompositionSymmetric decompose(double[] matrix, int n) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix, i * n, rows[i], 0, n);
        }
        try {
            return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(rows, false));
        } catch (MathRuntimeException e) {
            throw new IllegalArgumentException(
                    "covariance: eigenvalues could not be found (" + e.getMessage() + ")", e);
        }
    }

    /** The lower factor row by row; empty when a pivot is not above 0. */
    static Optional<double[]> cholesky(double[] matrix, int n) {
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                if (i != j) {
                    lower[i * n + j] = sum / lower[j * n + j];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    lower[i * n + i] = Math.sqrt(sum);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(lower);
    }
}
