package io.colin.risk.breaker;

import java.util.Arrays;
import java.util.List;

/**
 * Judges which venues' mids are apart. A venue is suspect when it is apart from more than half of the others; when some are
 * apart but none from more than half, all that are apart are suspect. Of two venues that are apart both are: nothing says
 * which is right.
 */
final class Divergence {
    private static final long NEVER = Long.MIN_VALUE;

    private final double maxApart;
    private final long timeNs;
    private final long maxGapNs;
    private long[] suspectSinceNs = new long[0];
    private int[] apart = new int[0];
    private long lastNs = NEVER;

    Divergence(BreakerSettings settings) {
        maxApart = settings.venue().maxDivergence();
        timeNs = settings.venue().divergenceTime().toNanos();
        maxGapNs = settings.sampling().maxGap().toNanos();
    }

    void judge(List<VenueBreakers> venues, long nowNs) {
        grow(venues.size());
        boolean gap = lastNs != NEVER && nowNs - lastNs > maxGapNs;
        lastNs = nowNs;
        int seen = count(venues);
        boolean some = false;
        for (int i = 0; i < venues.size(); i++) {
            some |= isMajority(apart[i], seen);
        }
        for (int i = 0; i < venues.size(); i++) {
            boolean suspect = some ? isMajority(apart[i], seen) : apart[i] > 0;
            VenueBreakers venue = venues.get(i);
            if (!suspect || gap) {
                suspectSinceNs[i] = NEVER;
            }
            if (suspect) {
                onSuspect(i, venue, nowNs);
            } else if (seen > 1 && !Double.isNaN(venue.mid())) {
                venue.divergence().look(nowNs, true);
            }
        }
    }

    private void onSuspect(int index, VenueBreakers venue, long nowNs) {
        Latch latch = venue.divergence();
        if (suspectSinceNs[index] == NEVER) {
            suspectSinceNs[index] = nowNs;
        }
        boolean trips = nowNs - suspectSinceNs[index] >= timeNs;
        if (trips && (!latch.isHolding() || latch.isHalfOpen())) {
            latch.trip(nowNs, "mid at " + venue.venue() + " apart from the others");
        } else {
            latch.look(nowNs, false);
        }
    }

    private int count(List<VenueBreakers> venues) {
        int seen = 0;
        Arrays.fill(apart, 0);
        for (int i = 0; i < venues.size(); i++) {
            double mid = venues.get(i).mid();
            if (Double.isNaN(mid)) {
                continue;
            }
            seen++;
            for (int j = 0; j < i; j++) {
                double other = venues.get(j).mid();
                if (!Double.isNaN(other) && Limit.exceeded(Math.abs(mid - other), maxApart * Math.min(mid, other))) {
                    apart[i]++;
                    apart[j]++;
                }
            }
        }
        return seen;
    }

    private static boolean isMajority(int apart, int seen) {
        return 2 * apart > seen - 1 && apart > 0;
    }

    private void grow(int size) {
        if (suspectSinceNs.length < size) {
            int before = suspectSinceNs.length;
            suspectSinceNs = Arrays.copyOf(suspectSinceNs, size);
            Arrays.fill(suspectSinceNs, before, size, NEVER);
            apart = new int[size];
        }
    }
}
