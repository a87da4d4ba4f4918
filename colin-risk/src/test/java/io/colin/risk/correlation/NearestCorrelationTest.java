package io.colin.risk.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCorrelationTest {
    @Test
    void findsTheMatrixOfHighamsPaper() {
        // Higham 2002, section 4: the tridiagonal matrix of order 4 and its nearest correlation matrix.
        double[][] given = {{2, -1, 0, 0}, {-1, 2, -1, 0}, {0, -1, 2, -1}, {0, 0, -1, 2}};
        for (int i = 0; i < 4; i++) {
            given[i][i] = 1;
        }
        NearestCorrelation nearest = NearestCorrelation.of(given);

        assertThat(nearest.adjusted()).isTrue();
        assertThat(distance(nearest, given)).isLessThan(distance(scaledClip(given), given));
        assertThat(Arrays.stream(nearest.eigenvalues()).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void findsTheNearestMatrixOfTheThreeByThreeExample() {
        // (1, 1, 0; 1, 1, 1; 0, 1, 1): Higham gives 0.7607 beside the diagonal and 0.1573 in the corners, 0.5278 away.
        double[][] given = {{1, 1, 0}, {1, 1, 1}, {0, 1, 1}};
        NearestCorrelation nearest = NearestCorrelation.of(given);

        assertThat(nearest.at(0, 1)).isEqualTo(0.7607, within(5e-5));
        assertThat(nearest.at(1, 2)).isEqualTo(0.7607, within(5e-5));
        assertThat(nearest.at(0, 2)).isEqualTo(0.1573, within(5e-5));
        assertThat(distance(nearest, given)).isEqualTo(0.5278, within(5e-5));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isACorrelationMatrixAndNoRandomOneIsNearer(long seed) {
        Random random = new Random(seed);
        int n = 6;
        double[][] given = new double[n][n];
        for (int i = 0; i < n; i++) {
            given[i][i] = 1;
            for (int j = 0; j < i; j++) {
                given[i][j] = random.nextDouble() * 2 - 1;
                given[j][i] = given[i][j];
            }
        }
        NearestCorrelation nearest = NearestCorrelation.of(given);
        double[][] found = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                found[i][j] = nearest.at(i, j);
                assertThat(found[i][j]).isBetween(-1.0, 1.0).isEqualTo(nearest.at(j, i));
            }
            assertThat(found[i][i]).isEqualTo(1);
        }
        assertThat(smallest(found)).isGreaterThan(-1e-9);
        for (int k = 0; k < 200; k++) {
            double[][] other = mixed(found, random, n);
            assertThat(distance(other, given)).isGreaterThanOrEqualTo(distance(nearest, given) - 1e-7);
        }
    }

    /** A correlation matrix near another: a weighted mean with a random one. */
    private static double[][] mixed(double[][] matrix, Random random, int n) {
        double[][] factor = new double[n][n];
        for (double[] row : factor) {
            Arrays.setAll(row, i -> random.nextGaussian());
            double norm = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
            Arrays.setAll(row, i -> row[i] / norm);
        }
        double weight = Math.pow(10, -3 * random.nextDouble());
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double own = 0;
                for (int k = 0; k < n; k++) {
                    own += factor[i][k] * factor[j][k];
                }
                result[i][j] = (1 - weight) * matrix[i][j] + weight * own;
            }
        }
        return result;
    }

    @Test
    void leavesACorrelationMatrixAlone() {
        double[][] given = {{1, 0.3}, {0.3, 1}};
        NearestCorrelation nearest = NearestCorrelation.of(given);

        assertThat(nearest.adjusted()).isFalse();
        assertThat(nearest.at(0, 1)).isEqualTo(0.3);
        assertThat(nearest.eigenvalues()).containsExactly(new double[] {1.3, 0.7}, within(1e-12));
    }

    private static double[][] scaledClip(double[][] given) {
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(given));
        double[][] v = eigen.getV().getData();
        double[] lambda = eigen.getEigenvalues();
        int n = given.length;
        double[][] clipped = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    clipped[i][j] += v[i][k] * Math.max(0, lambda[k]) * v[j][k];
                }
            }
        }
        double[][] result = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result[i][j] = clipped[i][j] / Math.sqrt(clipped[i][i] * clipped[j][j]);
            }
        }
        return result;
    }

    private static double smallest(double[][] matrix) {
        return Arrays.stream(new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix)).getEigenvalues())
                .min()
                .orElseThrow();
    }

    private static double distance(NearestCorrelation nearest, double[][] given) {
        double[][] matrix = new double[given.length][given.length];
        for (int i = 0; i < given.length; i++) {
            for (int j = 0; j < given.length; j++) {
                matrix[i][j] = nearest.at(i, j);
            }
        }
        return distance(matrix, given);
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
}
