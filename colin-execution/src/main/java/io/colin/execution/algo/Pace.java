package io.colin.execution.algo;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What every paced algorithm is told: window, step, share of the market and prices. */
record Pace(long durationNs, long intervalNs, BigDecimal participation, PriceRules prices) {
    static final String DURATION_S = "duration_s";
    static final String INTERVAL_S = "interval_s";
    static final String PARTICIPATION = "participation";

    private static final long SECOND_NS = 1_000_000_000L;

    static Map<String, String> defaults(
            String durationS, String intervalS, String participation, String priceControlBps) {
        Map<String, String> all = new TreeMap<>(PriceRules.defaults(priceControlBps));
        all.put(DURATION_S, durationS);
        all.put(INTERVAL_S, intervalS);
        all.put(PARTICIPATION, participation);
        return all;
    }

    /** Every parameter in its range, each for itself. */
    static Pace eachOf(Parameters parameters, String leastShare, String mostShare) {
        return new Pace(
                parameters.whole(DURATION_S, 1, 604_800) * SECOND_NS,
                parameters.whole(INTERVAL_S, 1, 86_400) * SECOND_NS,
                parameters.decimal(PARTICIPATION, leastShare, mostShare),
                PriceRules.of(parameters));
    }

    /** Interval and duration fitting together. */
    Pace fitting(long mostSteps) {
        long durationS = durationNs / SECOND_NS;
        long intervalS = intervalNs / SECOND_NS;
        Require.that(
                intervalS <= durationS,
                "algo." + INTERVAL_S,
                "must not exceed " + DURATION_S + " " + durationS,
                intervalS);
        Require.that(
                durationS / intervalS <= mostSteps,
                "algo." + INTERVAL_S,
                "must give at most " + mostSteps + " slices in " + DURATION_S + " " + durationS,
                intervalS);
        return this;
    }
}
