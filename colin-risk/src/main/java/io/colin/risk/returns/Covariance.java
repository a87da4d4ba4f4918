package io.colin.risk.returns;

import io.colin.api.internal.Require;
import java.util.Arrays;
import java.util.Objects;

/**
 * A covariance matrix of log returns per period, always positive definite unless it is all zero. Eigenvalues below 1e-8 of
 * the largest are lifted to that floor, variances kept; {@link #adjusted()} tells that it happened and
 * {@link #smallestEigenvalueRatio()} how far off the matrix was: a little below the floor is rounding or a redundant
 * asset, clearly below 0 is a matrix that was none of a joint distribution.
 *
 * <p>Immutable, any thread; the same input gives the same bits.
 */
public final class Covariance {
    /** Smallest eigenvalue kept, as a share of the largest. */
    public static final double EIGENVALUE_FLOOR = 1e-8;

    private static final double SYMMETRY = 1e-9;

    private final int size;
    private final double[] values;
    private final double shrinkage;
    private final boolean adjusted;
    private final double smallestRatio;

    private Covariance(int size, double[] values, double shrinkage) {
        this.size = size;
        this.shrinkage = shrinkage;
        for (double value : values) {
            Require.finite("covariance", value);
        }
        PositiveDefinite repaired = PositiveDefinite.of(values, size, EIGENVALUE_FLOOR);
        this.values = repaired.values();
        this.adjusted = repaired.adjusted();
        this.smallestRatio = repaired.smallestRatio();
    }

    /**
     * The sample covariance shrunk towards constant correlation: every pair moves towards the average correlation by the
     * intensity that minimises the expected squared error; variances stay. O. Ledoit and M. Wolf, "Honey, I shrunk the
     * sample covariance matrix", Journal of Portfolio Management 30(4), 2004, with T − 1 for T as in the authors' later
     * code. This target rather than a scaled identity because crypto assets share one strong factor and differ in
     * variance by orders of magnitude. Returns are taken less their mean; a pair uses the points both have.
     *
     * @param history the returns
     * @return per period of the history, assets in its order
     * @throws IllegalArgumentException if there is no asset or two assets share fewer than 2 points
     */
    public static Covariance shrunk(ReturnHistory history) {
        Shrinkage estimate = Shrinkage.of(history);
        return new Covariance(history.symbols().size(), estimate.values(), estimate.intensity());
    }

    /**
     * The exponentially weighted covariance around a mean of 0: Σ λ^age x·y / Σ λ^age, age in periods before the newest
     * point. RiskMetrics Technical Document, 4th edition, 1996; λ = 0.94 for days. A pair uses the points both have.
     *
     * @param history the returns
     * @param lambda weight of a point one period older, in (0, 1]
     * @return per period of the history, assets in its order
     * @throws IllegalArgumentException if lambda is outside, there is no asset or two assets share fewer than 2 points
     */
    public static Covariance exponential(ReturnHistory history, double lambda) {
        Require.that(lambda > 0 && lambda <= 1, "lambda", "must be in (0, 1]", lambda);
        int n = assets(history);
        double[] weights = new double[history.size()];
        for (int t = 0; t < weights.length; t++) {
            long age = (history.timeNs(weights.length - 1) - history.timeNs(t)) / history.periodNs();
            weights[t] = StrictMath.pow(lambda, (double) age);
        }
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                values[i * n + j] = weightedProduct(history, i, j, weights);
                values[j * n + i] = values[i * n + j];
            }
        }
        return new Covariance(n, values, 0);
    }

    /**
     * A known matrix.
     *
     * @param matrix square, symmetric within 1e-9 of its largest entry; copied
     * @return that matrix, repaired where it is not positive definite
     * @throws IllegalArgumentException if it is empty, not square, not symmetric, not finite, or a variance is negative
     */
    public static Covariance of(double[][] matrix) {
        int n = matrix.length;
        Require.that(n > 0, "covariance size", "must be above 0", n);
        double[] values = new double[n * n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            Require.that(matrix[i].length == n, "covariance row " + i, "must have " + n + " columns", matrix[i].length);
            for (int j = 0; j < n; j++) {
                values[i * n + j] = Require.finite("covariance[" + i + "][" + j + "]", matrix[i][j]);
                largest = Math.max(largest, Math.abs(matrix[i][j]));
            }
            Require.that(matrix[i][i] >= 0, "variance " + i, "must be 0 or more", matrix[i][i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double apart = Math.abs(matrix[i][j] - matrix[j][i]);
                String name = "covariance[" + i + "][" + j + "]";
                Require.that(apart <= SYMMETRY * largest, name, "must equal its mirror " + matrix[j][i], matrix[i][j]);
                double mean = matrix[i][j] + (matrix[j][i] - matrix[i][j]) / 2;
                values[i * n + j] = mean;
                values[j * n + i] = mean;
            }
        }
        return new Covariance(n, values, 0);
    }

    private static double weightedProduct(ReturnHistory history, int i, int j, double[] weights) {
        double sum = 0;
        double mass = 0;
        int points = 0;
        for (int t = 0; t < weights.length; t++) {
            double product = history.logReturn(i, t) * history.logReturn(j, t);
            if (!Double.isNaN(product)) {
                sum += weights[t] * product;
                mass += weights[t];
                points++;
            }
        }
        checkJoint(history, i, j, points);
        return sum / mass;
    }

    static int assets(ReturnHistory history) {
        return Math.toIntExact(
                Require.positive("assets of the history", history.symbols().size()));
    }

    static void checkJoint(ReturnHistory history, int i, int j, int points) {
        String pair = "points that " + history.symbols().get(i) + " and "
                + history.symbols().get(j) + " share";
        Require.that(points >= 2, pair, "must be 2 or more", points);
    }

    /**
     * How many assets it is of.
     *
     * @return 1 or more
     */
    public int size() {
        return size;
    }

    /**
     * A covariance per period.
     *
     * @param i an asset
     * @param j an asset
     * @return the entry
     * @throws IndexOutOfBoundsException if either is outside
     */
    public double at(int i, int j) {
        return values[Objects.checkIndex(i, size) * size + Objects.checkIndex(j, size)];
    }

    /**
     * The standard deviation of an asset's return per period.
     *
     * @param i an asset
     * @return 0 or more
     */
    public double volatility(int i) {
        return Math.sqrt(at(i, i));
    }

    /**
     * The correlation of two assets.
     *
     * @param i an asset
     * @param j an asset
     * @return in [−1, 1]; NaN when a variance is 0, except 1 of an asset with itself
     */
    public double correlation(int i, int j) {
        if (i == j) {
            return 1;
        }
        double rho = at(i, j) / (volatility(i) * volatility(j));
        return Double.isNaN(rho) ? rho : Math.clamp(rho, -1, 1);
    }

    /**
     * Whether an eigenvalue was below the floor and the matrix was repaired.
     *
     * @return true when values differ from what was estimated or given
     */
    public boolean adjusted() {
        return adjusted;
    }

    /**
     * The smallest eigenvalue before repair, as a share of the largest.
     *
     * @return below 0 when the matrix was not positive semidefinite; the floor, standing for at least that, when nothing
     *     had to be repaired; 0 when all values are 0
     */
    public double smallestEigenvalueRatio() {
        return smallestRatio;
    }

    /**
     * How far the sample moved towards constant correlation.
     *
     * @return in [0, 1]; 0 when it was not estimated by {@link #shrunk}
     */
    public double shrinkage() {
        return shrinkage;
    }

    /**
     * All values.
     *
     * @return row by row, a copy
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The lower triangle L with L·Lᵀ = this matrix.
     *
     * @return row by row, 0 above the diagonal, a copy; all 0 for the zero matrix
     * @throws IllegalStateException if rounding leaves no factor, which the floor keeps from happening
     */
    public double[] cholesky() {
        if (Arrays.stream(values).allMatch(value -> value == 0)) {
            return new double[size * size];
        }
        return PositiveDefinite.cholesky(values, size)
                .orElseThrow(() -> new IllegalStateException("covariance: must be positive definite (" + this + ")"));
    }

    /**
     * The variance of a portfolio per period, wᵀΣw.
     *
     * @param weights exposure by asset
     * @return 0 or more
     * @throws IllegalArgumentException unless there is one weight an asset
     */
    public double variance(double[] weights) {
        Require.that(weights.length == size, "weights", "must have one value an asset, " + size, weights.length);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double row = 0;
            for (int j = 0; j < size; j++) {
                row += values[i * size + j] * weights[j];
            }
            sum += weights[i] * row;
        }
        return sum < 0 ? 0 : sum; // keeps NaN of an overflow
    }

    /**
     * This matrix in a crisis: volatilities times a factor, correlations times a factor and cut to ±cap, then made
     * positive definite.
     *
     * @param volFactor of every volatility, above 0
     * @param rhoFactor of every correlation, 0 or more; 0 makes assets independent
     * @param rhoCap largest correlation in size, in [0, 1); the cut also holds for correlations that were larger
     * @return the stressed matrix
     * @throws IllegalArgumentException if a factor is outside
     */
    public Covariance stressed(double volFactor, double rhoFactor, double rhoCap) {
        Require.that(volFactor > 0 && volFactor < Double.MAX_VALUE, "volFactor", "must be above 0", volFactor);
        Require.within("rhoFactor", rhoFactor, 0, Double.MAX_VALUE);
        Require.that(rhoCap >= 0 && rhoCap < 1, "rhoCap", "must be in [0, 1)", rhoCap);
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            double own = volatility(i) * volFactor;
            matrix[i][i] = own * own;
            for (int j = 0; j < i; j++) {
                double rho = correlation(i, j);
                double cut = Double.isNaN(rho) ? 0 : Math.clamp(rho * rhoFactor, -rhoCap, rhoCap);
                matrix[i][j] = cut * own * volatility(j) * volFactor;
                matrix[j][i] = matrix[i][j];
            }
        }
        return of(matrix);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Covariance that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Covariance[size=" + size + ", adjusted=" + adjusted + ", shrinkage=" + shrinkage + "]";
    }
}
