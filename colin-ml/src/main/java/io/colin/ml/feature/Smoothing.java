package io.colin.ml.feature;

import java.util.function.DoubleSupplier;

/**
 * Exponential smoothing y ← y + α·(x − y), seeded with the mean of the first n values. Absent inputs before the first
 * present one are skipped.
 */
final class Smoothing implements Calculation, Memory {
    private final int n;
    private final double alpha;
    private final DoubleSupplier input;
    private int seen;
    private double value;

    Smoothing(int n, double alpha, DoubleSupplier input) {
        this.n = n;
        this.alpha = alpha;
        this.input = input;
    }

    @Override
    public double next() {
        double x = input.getAsDouble();
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (seen < n) {
            value += x;
            if (++seen < n) {
                return Double.NaN;
            }
            value /= n;
        } else {
            value += alpha * (x - value);
        }
        return value;
    }

    @Override
    public void copyFrom(Memory other) {
        Smoothing from = (Smoothing) other;
        seen = from.seen;
        value = from.value;
    }
}
