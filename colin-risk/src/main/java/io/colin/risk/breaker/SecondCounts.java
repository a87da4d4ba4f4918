package io.colin.risk.breaker;

import java.util.Arrays;

/**
 * How many things happened, and how many of them were bad, within the last so many whole seconds, the running one
 * included. Memory is two counters a second; what comes late counts in its own second as long as that is in the window.
 */
final class SecondCounts {
    private static final long SECOND_NS = 1_000_000_000L;

    private final int[] all;
    private final int[] bad;
    private long second = Long.MIN_VALUE;
    private long allSum;
    private long badSum;

    SecondCounts(long windowNs) {
        int seconds = Math.toIntExact(windowNs / SECOND_NS);
        all = new int[seconds];
        bad = new int[seconds];
    }

    void addAll(long timeNs) {
        int slot = slot(timeNs);
        if (slot >= 0) {
            all[slot]++;
            allSum++;
        }
    }

    void addBad(long timeNs) {
        int slot = slot(timeNs);
        if (slot >= 0) {
            bad[slot]++;
            badSum++;
        }
    }

    void advance(long nowNs) {
        long now = Math.floorDiv(nowNs, SECOND_NS);
        if (second == Long.MIN_VALUE || now - second >= all.length) {
            if (second == Long.MIN_VALUE || now > second) {
                clear();
                second = now;
            }
            return;
        }
        while (second < now) {
            second++;
            int slot = (int) Math.floorMod(second, (long) all.length);
            allSum -= all[slot];
            badSum -= bad[slot];
            all[slot] = 0;
            bad[slot] = 0;
        }
    }

    void clear() {
        Arrays.fill(all, 0);
        Arrays.fill(bad, 0);
        allSum = 0;
        badSum = 0;
    }

    long all() {
        return allSum;
    }

    long bad() {
        return badSum;
    }

    private int slot(long timeNs) {
        advance(timeNs);
        long itsSecond = Math.floorDiv(timeNs, SECOND_NS);
        return second - itsSecond >= all.length ? -1 : (int) Math.floorMod(itsSecond, (long) all.length);
    }
}
