package io.colin.risk.breaker;

import java.util.Arrays;

/** The mean of what was seen in the last hour, kept as sums per minute. */
final class DepthMean {
    private static final long NONE = Long.MIN_VALUE;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int MINUTES = 60;

    private final long[] minutes = new long[MINUTES];
    private final double[] sums = new double[MINUTES];
    private final long[] counts = new long[MINUTES];
    private boolean isEmpty = true;

    DepthMean() {
        Arrays.fill(minutes, NONE);
    }

    void add(long timeNs, double value) {
        long minute = Math.floorDiv(timeNs, MINUTE_NS);
        int slot = (int) Math.floorMod(minute, (long) MINUTES);
        if (minutes[slot] != minute) {
            minutes[slot] = minute;
            sums[slot] = 0;
            counts[slot] = 0;
        }
        isEmpty = false;
        sums[slot] += value;
        counts[slot]++;
    }

    /** Over all values of the hour, NaN when fewer minutes than asked have one. */
    double mean(long nowNs, int minMinutes) {
        if (isEmpty) {
            return Double.NaN;
        }
        double sum = 0;
        long count = 0;
        int known = 0;
        long now = Math.floorDiv(nowNs, MINUTE_NS);
        for (int i = 0; i < MINUTES; i++) {
            if (minutes[i] != NONE && now - minutes[i] < MINUTES) {
                sum += sums[i];
                count += counts[i];
                known++;
            }
        }
        return known < minMinutes ? Double.NaN : sum / count;
    }
}
