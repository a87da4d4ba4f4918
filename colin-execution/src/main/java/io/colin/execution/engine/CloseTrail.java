package io.colin.execution.engine;

import java.util.Arrays;

/** The closes of a symbol over the last day, in order of time. */
final class CloseTrail {
    private static final long KEPT_NS = 86_400_000_000_000L;

    private long[] times = new long[64];
    private double[] closes = new double[64];
    private int first;
    private int end;

    /** Takes the close at a time, which no later one goes before; the same time again replaces it. */
    void add(long timeNs, double close) {
        if (end > first && times[end - 1] == timeNs) {
            end--;
        }
        while (first < end && times[first] < timeNs - KEPT_NS) {
            first++;
        }
        if (end == times.length) {
            makeRoom();
        }
        times[end] = timeNs;
        closes[end++] = close;
    }

    private void makeRoom() {
        int size = end - first;
        int length = 2 * Math.max(size, 32);
        times = Arrays.copyOf(Arrays.copyOfRange(times, first, end), length);
        closes = Arrays.copyOf(Arrays.copyOfRange(closes, first, end), length);
        first = 0;
        end = size;
    }

    /** The last close at a time or before; NaN if none is known. */
    double at(long timeNs) {
        int found = Arrays.binarySearch(times, first, end, timeNs);
        int place = found >= 0 ? found : -found - 2;
        return place < first ? Double.NaN : closes[place];
    }
}
