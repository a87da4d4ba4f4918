package io.colin.ml.feature.book;

/**
 * A sum that values enter and leave. The rounding error of every step is kept beside it (Knuth's two-sum), so a large
 * value that left takes no digits of the small ones with it: after any number of steps the error stays near 1e-32 of the
 * largest sum ever held.
 */
final class RunningSum {
    private double sum;
    private double error;

    void add(double x) {
        double next = sum + x;
        double added = next - sum;
        error += (sum - (next - added)) + (x - added);
        sum = next;
    }

    void remove(double x) {
        add(-x);
    }

    /** An empty sum is exactly 0. */
    void clear() {
        sum = 0;
        error = 0;
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(RunningSum other) {
        sum = other.sum;
        error = other.error;
    }

    double value() {
        return sum + error;
    }
}
