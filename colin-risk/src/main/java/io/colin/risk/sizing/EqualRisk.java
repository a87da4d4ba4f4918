package io.colin.risk.sizing;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.Covariance;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The weights, all above 0 and summing to 1, with which every asset adds the same to the portfolio's variance. Cyclical
 * coordinate descent on ½·xᵀΣx − Σ ln xᵢ, whose minimum, rescaled, they are: T. Griveau-Billion, J.-C. Richard and T.
 * Roncalli, "A Fast Algorithm for Computing High-Dimensional Risk Parity Portfolios", 2013.
 */
final class EqualRisk {
    private static final int MOST_SWEEPS = 10_000;
    private static final double CONVERGED = 1e-13;

    private final JointRisk.Estimate estimate;
    private final double[] weights;

    private EqualRisk(JointRisk.Estimate estimate, double[] weights) {
        this.estimate = estimate;
        this.weights = weights;
    }

    /** Solves; weights are empty where an asset does not move or the descent did not settle. */
    static EqualRisk of(JointRisk.Estimate estimate) {
        return new EqualRisk(estimate, solve(estimate.covariance()));
    }

    /** The same object: comparing values would cost as much as half a sweep on every request. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(JointRisk.Estimate other) {
        return estimate == other;
    }

    OptionalDouble weight(Symbol symbol) {
        int row = estimate.symbols().indexOf(symbol);
        return row < 0 || weights.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(weights[row]);
    }

    private static double[] solve(Covariance covariance) {
        int n = covariance.size();
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            if (covariance.at(i, i) <= 0) {
                return new double[0];
            }
            x[i] = 1 / covariance.volatility(i);
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            if (sweep(covariance, x) <= CONVERGED) {
                double sum = Arrays.stream(x).sum();
                return Arrays.stream(x).map(v -> v / sum).toArray();
            }
        }
        return new double[0];
    }

    /** One pass over all coordinates; the largest relative change. */
    private static double sweep(Covariance covariance, double[] x) {
        double moved = 0;
        for (int i = 0; i < x.length; i++) {
            double others = 0;
            for (int j = 0; j < x.length; j++) {
                others += j == i ? 0 : covariance.at(i, j) * x[j];
            }
            double variance = covariance.at(i, i);
            double root = Math.sqrt(others * others + 4 * variance);
            // The positive root of variance·x² + others·x − 1, written so that nothing cancels.
            double next = others > 0 ? 2 / (others + root) : (root - others) / (2 * variance);
            moved = Math.max(moved, Math.abs(next - x[i]) / next);
            x[i] = next;
        }
        return moved;
    }
}
