package io.colin.ml.feature.book;

import java.util.Arrays;

/**
 * Rows of numbers in order of time, numbered from 0 on; the oldest are given up when nobody needs them any more. Grows by
 * doubling, otherwise allocates nothing.
 */
final class TimeRing {
    private final int width;
    private long[] times = new long[256];
    private double[] values;
    private long end;
    private long first;

    TimeRing(int width) {
        this.width = width;
        this.values = new double[256 * width];
    }

    /** Adds a row at the end, its values unset. */
    void push(long timeNs) {
        if (end - first == times.length) {
            grow();
        }
        times[slot(end)] = timeNs;
        end++;
    }

    /** Rows before this one are not needed again. */
    void release(long row) {
        first = Math.max(first, row);
    }

    /** Number of the first row still held. */
    long first() {
        return first;
    }

    /** One past the number of the last row. */
    long end() {
        return end;
    }

    long timeNs(long row) {
        return times[slot(row)];
    }

    double get(long row, int column) {
        return values[slot(row) * width + column];
    }

    void set(long row, int column, double value) {
        values[slot(row) * width + column] = value;
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(TimeRing other) {
        if (times.length != other.times.length) {
            times = new long[other.times.length];
            values = new double[other.values.length];
        }
        for (long row = other.first; row < other.end; row++) {
            int slot = slot(row);
            times[slot] = other.times[slot];
            System.arraycopy(other.values, slot * width, values, slot * width, width);
        }
        first = other.first;
        end = other.end;
    }

    private int slot(long row) {
        return (int) (row & (times.length - 1));
    }

    private void grow() {
        int old = times.length;
        long[] oldTimes = times;
        double[] oldValues = values;
        times = Arrays.copyOf(oldTimes, 2 * old);
        values = Arrays.copyOf(oldValues, 2 * old * width);
        for (long row = first; row < end; row++) {
            int from = (int) (row & (old - 1));
            times[slot(row)] = oldTimes[from];
            System.arraycopy(oldValues, from * width, values, slot(row) * width, width);
        }
    }
}
