package io.colin.ml.drift;

import io.colin.api.internal.Require;
import io.colin.ml.dataset.Scaler;
import java.util.Locale;

/**
 * Refuses rows unlike those a model learnt from: a Mahalanobis distance beyond the training's 99.5 % quantile, or more
 * than a tenth of the columns clipped. Immutable; safe for any thread.
 */
public final class OutOfDistribution {
    private static final double CLIPPED_SHARE = 0.10;

    private final double[] mean;
    private final double[][] lower;
    private final double threshold;

    private OutOfDistribution(DistributionLimit limit) {
        int n = limit.mean().size();
        this.mean = limit.mean().stream().mapToDouble(Double::doubleValue).toArray();
        this.threshold = limit.threshold();
        this.lower = new double[n][n];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                lower[i][j] = limit.covariance().get(next++);
            }
        }
        decompose();
    }

    /**
     * The check of a training.
     *
     * @param limit fitted in training
     * @return the check
     * @throws IllegalArgumentException if its covariance is not positive definite
     */
    public static OutOfDistribution of(DistributionLimit limit) {
        return new OutOfDistribution(limit);
    }

    /**
     * How far a row lies from the training's mean.
     *
     * @param scaled one value a column
     * @return √((x − m)ᵀ Σ⁻¹ (x − m)), 0 or more
     */
    public double distance(double[] scaled) {
        Require.that(scaled.length == mean.length, "scaled", "must have one value a column", scaled.length);
        double[] z = new double[mean.length];
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            double value = scaled[i] - mean[i];
            for (int j = 0; j < i; j++) {
                value -= lower[i][j] * z[j];
            }
            z[i] = value / lower[i][i];
            sum += z[i] * z[i];
        }
        return Math.sqrt(sum);
    }

    /**
     * Judges a row.
     *
     * @param scaled one value a column, clipped as the scaler does
     * @return why it is refused, empty when it is not
     */
    public String refusal(double[] scaled) {
        int clipped = 0;
        for (double value : scaled) {
            clipped += Math.abs(value) >= Scaler.CLIP ? 1 : 0;
        }
        if (clipped > CLIPPED_SHARE * scaled.length) {
            return clipped + " of " + scaled.length + " columns clipped";
        }
        double distance = distance(scaled);
        return distance <= threshold
                ? ""
                : String.format(Locale.ROOT, "distance %.3f from the training data, at most %.3f", distance, threshold);
    }

    /** Cholesky, in place. */
    private void decompose() {
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j <= i; j++) {
                double value = lower[i][j];
                for (int k = 0; k < j; k++) {
                    value -= lower[i][k] * lower[j][k];
                }
                Require.that(i != j || value > 0, "covariance", "must be positive definite", value);
                lower[i][j] = i == j ? Math.sqrt(value) : value / lower[j][j];
            }
        }
    }
}
