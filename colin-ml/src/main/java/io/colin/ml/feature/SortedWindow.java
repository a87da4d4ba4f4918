package io.colin.ml.feature;

import java.util.Arrays;

/**
 * A quantile of the last n values, kept in order. A value finds its place by bisection and moves what lies between it
 * and the one that leaves: a block copy of at most n numbers, which for n = 1440 costs less than any tree would.
 */
final class SortedWindow implements Memory {
    private final double[] arrivals;
    private final double[] sorted;
    private int next;
    private int size;

    SortedWindow(int n) {
        this.arrivals = new double[n];
        this.sorted = new double[n];
    }

    /** Adds a present value. */
    void add(double x) {
        if (size < arrivals.length) {
            int at = place(x, size);
            System.arraycopy(sorted, at, sorted, at + 1, size - at);
            sorted[at] = x;
            size++;
        } else {
            replace(Arrays.binarySearch(sorted, arrivals[next]), x);
        }
        arrivals[next] = x;
        next = (next + 1) % arrivals.length;
    }

    /** Interpolated between the nearest two at (n − 1)·share; NaN until n were added. */
    double quantile(double share) {
        if (size < arrivals.length) {
            return Double.NaN;
        }
        double at = share * (size - 1);
        int below = (int) at;
        int above = Math.min(below + 1, size - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public void copyFrom(Memory other) {
        SortedWindow from = (SortedWindow) other;
        System.arraycopy(from.arrivals, 0, arrivals, 0, arrivals.length);
        System.arraycopy(from.sorted, 0, sorted, 0, sorted.length);
        next = from.next;
        size = from.size;
    }

    private void replace(int from, double x) {
        int to = place(x, size);
        if (to > from) {
            System.arraycopy(sorted, from + 1, sorted, from, to - from - 1);
            sorted[to - 1] = x;
        } else {
            System.arraycopy(sorted, to, sorted, to + 1, from - to);
            sorted[to] = x;
        }
    }

    private int place(double x, int count) {
        int found = Arrays.binarySearch(sorted, 0, count, x);
        return found < 0 ? -found - 1 : found;
    }
}
