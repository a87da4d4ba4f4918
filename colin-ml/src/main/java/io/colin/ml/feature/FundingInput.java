package io.colin.ml.feature;

import io.colin.api.Decimals;
import io.colin.api.market.FundingRate;
import io.colin.ml.history.SideInputs.Taken;
import java.time.Duration;

/**
 * The funding rate in basis points per 8 h, and how unusual it is among the last 90 that were paid. A rate was paid when
 * the time of the next payment moves on after the last one was due; what was paid is the last rate known for it.
 */
final class FundingInput {
    private static final int SETTLEMENTS = 90;
    private static final long STALE_NS = Duration.ofMinutes(10).toNanos();
    private static final long SCORE_STALE_NS = Duration.ofHours(16).toNanos();

    /** Venue clocks run ahead of ours by a second or so: the next payment may show before the last one is due here. */
    private static final long CLOCK_SKEW_NS = Duration.ofMinutes(1).toNanos();

    private static final double EIGHT_HOURS_NS = Duration.ofHours(8).toNanos();

    private final SlidingMoments settled = new SlidingMoments(SETTLEMENTS);
    private long timeNs = Long.MIN_VALUE;
    private long nextNs = Long.MAX_VALUE;
    private double rate = Double.NaN;

    Taken on(FundingRate event) {
        if (event.timeNs() < timeNs) {
            return Taken.OUT_OF_ORDER;
        }
        double perEightHours = 1e4 * Decimals.statistic(event.rate()) * (EIGHT_HOURS_NS / event.intervalNs());
        if (!Double.isFinite(perEightHours)) {
            return Taken.INVALID;
        }
        boolean paid = nextNs != Long.MAX_VALUE
                && event.nextFundingTimeNs() > nextNs
                && event.timeNs() >= nextNs - CLOCK_SKEW_NS;
        if (paid) {
            settled.add(rate);
        }
        timeNs = event.timeNs();
        nextNs = event.nextFundingTimeNs();
        rate = perEightHours;
        return Taken.USED;
    }

    /** The current rate; NaN when older than 10 minutes. */
    double rate(long atNs) {
        return age(atNs) <= STALE_NS ? rate : Double.NaN;
    }

    /** (rate − mean)/sample deviation of the last 90 payments {0}; NaN before 90 and when the rate is over 16 h old. */
    double score(long atNs) {
        if (age(atNs) > SCORE_STALE_NS || Double.isNaN(settled.mean())) {
            return Double.NaN;
        }
        double deviation = settled.sampleDeviation();
        return deviation == 0 ? 0 : (rate - settled.mean()) / deviation;
    }

    /** Without end when nothing is known, or only what came after the time asked for. */
    private long age(long atNs) {
        return timeNs == Long.MIN_VALUE || timeNs > atNs ? Long.MAX_VALUE : atNs - timeNs;
    }
}
