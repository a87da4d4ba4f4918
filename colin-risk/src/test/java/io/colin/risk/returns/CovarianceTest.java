package io.colin.risk.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CovarianceTest {
    private static double[][] sample(double[][] rows) {
        double[][] byTime = new Array2DRowRealMatrix(rows).transpose().getData();
        return new org.hipparchus.stat.correlation.Covariance(byTime)
                .getCovarianceMatrix()
                .getData();
    }

    private static double[] eigenvalues(Covariance covariance) {
        int n = covariance.size();
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = covariance.at(i, j);
            }
        }
        return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(rows)).getEigenvalues();
    }

    /** The formulas of the paper over whole matrices, plainly. */
    private static double intensity(double[][] rows) {
        int n = rows.length;
        double t = rows[0].length - 1;
        double[][] s = sample(rows);
        double rho = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rho += i == j ? 0 : s[i][j] / Math.sqrt(s[i][i] * s[j][j]) / (n * (n - 1.0));
            }
        }
        double[][] x = centred(rows);
        double pi = 0;
        double rhoHat = 0;
        double gamma = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double piOf = moment(x[i], 2, x[j], 2) / t - s[i][j] * s[i][j];
                double theta = moment(x[i], 3, x[j], 1) / t - s[i][i] * s[i][j];
                double target = i == j ? s[i][i] : rho * Math.sqrt(s[i][i] * s[j][j]);
                pi += piOf;
                rhoHat += i == j ? piOf : rho * Math.sqrt(s[j][j] / s[i][i]) * theta;
                gamma += (target - s[i][j]) * (target - s[i][j]);
            }
        }
        return Math.max(0, Math.min(1, (pi - rhoHat) / gamma / t));
    }

    private static double[][] centred(double[][] rows) {
        double[][] x = new double[rows.length][];
        for (int i = 0; i < x.length; i++) {
            double mean = Arrays.stream(rows[i]).average().orElseThrow();
            x[i] = Arrays.stream(rows[i]).map(r -> r - mean).toArray();
        }
        return x;
    }

    private static double moment(double[] x, int p, double[] y, int q) {
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            sum += Math.pow(x[t], p) * Math.pow(y[t], q);
        }
        return sum;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void shrinksTheSampleTowardsConstantCorrelationAsThePaperSays(long seed) {
        double[][] rows = Returns.random(seed, 7, 60);
        rows[1] = Arrays.stream(rows[1]).map(r -> -r).toArray();
        Covariance shrunk = Covariance.shrunk(Returns.of(rows));
        double[][] s = sample(rows);
        double delta = intensity(rows);
        assertThat(delta).isBetween(0.01, 0.99);
        assertThat(shrunk.shrinkage()).isCloseTo(delta, within(1e-9));
        double rho = 0;
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < i; j++) {
                rho += s[i][j] / Math.sqrt(s[i][i] * s[j][j]) / 21;
            }
        }
        for (int i = 0; i < 7; i++) {
            assertThat(shrunk.at(i, i)).isCloseTo(s[i][i], within(1e-15));
            for (int j = 0; j < i; j++) {
                double target = rho * Math.sqrt(s[i][i] * s[j][j]);
                assertThat(shrunk.at(i, j)).isCloseTo(delta * target + (1 - delta) * s[i][j], within(1e-14));
                assertThat(shrunk.at(j, i)).isEqualTo(shrunk.at(i, j));
            }
        }
        assertThat(shrunk.adjusted()).isFalse();
    }

    @Test
    void moreAssetsThanPointsStillGiveAPositiveDefiniteMatrix() {
        Covariance shrunk = Covariance.shrunk(Returns.of(Returns.random(5, 40, 30)));
        double[] lambda = eigenvalues(shrunk);
        assertThat(lambda[39]).isPositive();
        assertThat(shrunk.cholesky()).doesNotContain(Double.NaN);
    }

    @Test
    void weighsByAgeInPeriodsNotInPoints() {
        double none = Double.NaN;
        Covariance covariance = Covariance.exponential(
                ReturnHistory.ofReturns(
                        Returns.DAY, Returns.symbols(2), new long[] {0, Returns.DAY, 4 * Returns.DAY}, new double[][] {
                            {0.01, 0.02, 0.03}, {none, -0.01, 0.02}
                        }),
                0.9);
        double w1 = Math.pow(0.9, 3);
        double w0 = Math.pow(0.9, 4);
        assertThat(covariance.at(0, 0)).isCloseTo((w0 * 1e-4 + w1 * 4e-4 + 9e-4) / (w0 + w1 + 1), within(1e-16));
        assertThat(covariance.at(0, 1)).isCloseTo((w1 * -2e-4 + 6e-4) / (w1 + 1), within(1e-16));
        assertThat(covariance.at(1, 1)).isCloseTo((w1 * 1e-4 + 4e-4) / (w1 + 1), within(1e-16));
    }

    @Test
    void pairsUseThePointsBothHave() {
        double none = Double.NaN;
        double[][] rows = {{0.01, -0.02, 0.03, 0.01, none}, {none, 0.01, 0.02, -0.01, 0.05}};
        Covariance shrunk = Covariance.shrunk(Returns.of(rows));
        double meanA = 0.03 / 4;
        double meanB = 0.07 / 4;
        double both =
                (-0.02 - meanA) * (0.01 - meanB) + (0.03 - meanA) * (0.02 - meanB) + (0.01 - meanA) * (-0.01 - meanB);
        assertThat(shrunk.at(0, 1)).isCloseTo(both / 2, within(1e-16));
    }

    @Test
    void refusesPairsThatNeverMetAndAnEmptyHistory() {
        double none = Double.NaN;
        ReturnHistory apart = Returns.of(new double[] {0.1, 0.2, none, 0.1}, new double[] {none, none, 0.1, 0.2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.shrunk(apart))
                .withMessage("points that S01/USD and S00/USD share: must be 2 or more (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.exponential(apart, 0.94))
                .withMessageContaining("must be 2 or more (1)");
        ReturnHistory empty = ReturnRecorder.daily(2).history(0);
        assertThatIllegalArgumentException().isThrownBy(() -> Covariance.shrunk(empty));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.exponential(apart, 0))
                .withMessageStartingWith("lambda");
        assertThatIllegalArgumentException().isThrownBy(() -> Covariance.exponential(apart, 1.01));
    }

    @Test
    void liftsEigenvaluesBelowTheFloorKeepsVariancesAndSaysSo() {
        double[][] indefinite = {{4, 3.9, -3.9}, {3.9, 4, 3.9}, {-3.9, 3.9, 4}};
        Covariance repaired = Covariance.of(indefinite);
        assertThat(repaired.adjusted()).isTrue();
        assertThat(repaired.smallestEigenvalueRatio()).isCloseTo(-3.8 / 7.9, within(1e-9));
        double[] lambda = eigenvalues(repaired);
        assertThat(lambda[2]).isPositive();
        for (int i = 0; i < 3; i++) {
            assertThat(repaired.at(i, i)).isCloseTo(4, within(1e-12));
            assertThat(repaired.volatility(i)).isCloseTo(2, within(1e-12));
        }
        assertThat(repaired.correlation(0, 1)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aSoundMatrixIsLeftAsItIs() {
        Covariance covariance = Covariance.of(new double[][] {{4, 1}, {1, 9}});
        assertThat(covariance.adjusted()).isFalse();
        assertThat(covariance.smallestEigenvalueRatio()).isEqualTo(Covariance.EIGENVALUE_FLOOR);
        assertThat(covariance.toArray()).containsExactly(4, 1, 1, 9);
        assertThat(covariance.correlation(0, 1)).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(covariance.correlation(1, 1)).isEqualTo(1);
        double[] lower = covariance.cholesky();
        assertThat(lower).containsExactly(new double[] {2, 0, 0.5, Math.sqrt(8.75)}, within(1e-15));
        assertThat(covariance.variance(new double[] {2, -1})).isCloseTo(16 - 4 + 9, within(1e-12));
        assertThat(covariance).isEqualTo(Covariance.of(new double[][] {{4, 1}, {1, 9}}));
    }

    @Test
    void aMatrixJustAboveTheFloorIsKeptAndOneBelowIsLifted() {
        Covariance above = Covariance.of(new double[][] {{1, 0}, {0, 1.1e-8}});
        Covariance below = Covariance.of(new double[][] {{1, 0}, {0, 0.9e-8}});
        assertThat(above.adjusted()).isFalse();
        assertThat(below.adjusted()).isTrue();
        assertThat(below.at(1, 1)).isCloseTo(1e-8, within(1e-16));
        assertThat(below.at(0, 0)).isCloseTo(1, within(1e-15));
    }

    @Test
    void constantAssetsHaveNoCorrelation() {
        Covariance zero = Covariance.of(new double[][] {{0, 0}, {0, 0}});
        assertThat(zero.correlation(0, 1)).isNaN();
        assertThat(zero.adjusted()).isFalse();
        assertThat(zero.smallestEigenvalueRatio()).isZero();
        assertThat(zero.cholesky()).containsOnly(0);
        Covariance flat = Covariance.shrunk(Returns.of(new double[] {0, 0, 0}, new double[] {0.1, -0.1, 0.2}));
        assertThat(flat.adjusted()).isTrue();
        assertThat(flat.volatility(0)).isCloseTo(flat.volatility(1) * 1e-4, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNotFinite(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.of(new double[][] {{1, value}, {value, 1}}))
                .withMessageStartingWith("covariance[0][1]: must be finite");
    }

    @Test
    void refusesAsymmetryNegativeVarianceAndOddShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.of(new double[][] {{1, 0.5}, {0.4, 1}}))
                .withMessageStartingWith("covariance[1][0]: must equal its mirror 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.of(new double[][] {{-1}}))
                .withMessageStartingWith("variance 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.of(new double[][] {{1, 0}, {0}}))
                .withMessageStartingWith("covariance row 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Covariance.of(new double[0][]));
        Covariance one = Covariance.of(new double[][] {{1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.variance(new double[2]))
                .withMessageStartingWith("weights");
        assertThatThrownBy(() -> one.at(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesReturnsWhoseSquaresOverflow() {
        ReturnHistory huge = Returns.of(new double[] {1e200, -1e200, 1e200});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Covariance.shrunk(huge))
                .withMessageStartingWith("covariance: must be finite");
    }

    @Test
    void stressScalesVolatilityAndCutsCorrelation() {
        Covariance calm = Covariance.of(new double[][] {{4, 3, -1}, {3, 9, 0.6}, {-1, 0.6, 1}});
        Covariance stressed = calm.stressed(3, 2, 0.95);
        assertThat(stressed.volatility(0)).isCloseTo(6, within(1e-9));
        assertThat(stressed.volatility(1)).isCloseTo(9, within(1e-9));
        assertThat(calm.stressed(1, 1.2, 0.95).correlation(0, 1)).isCloseTo(0.6, within(1e-12));
        assertThat(calm.stressed(1, 1.2, 0.95).correlation(0, 2)).isCloseTo(-0.6, within(1e-12));
        assertThat(calm.stressed(2, 0, 0.95).correlation(0, 1)).isZero();
        assertThat(calm.stressed(1, 10, 0.3).correlation(0, 2)).isCloseTo(-0.3, within(1e-12));
        assertThat(calm.stressed(1, 10, 0.3).correlation(1, 2)).isCloseTo(0.3, within(1e-12));
        assertThat(stressed.adjusted()).isTrue();
        assertThat(eigenvalues(stressed)[2]).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calm.stressed(0, 1, 0.95))
                .withMessageStartingWith("volFactor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calm.stressed(1, -0.1, 0.95))
                .withMessageStartingWith("rhoFactor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calm.stressed(1, 1, 1))
                .withMessageStartingWith("rhoCap");
    }
}
