package io.colin.execution.algo;

import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.util.Map;

/** The parameters of a TWAP, read and checked. */
record TwapSettings(
        long durationNs,
        long intervalNs,
        boolean adaptive,
        BigDecimal jitter,
        BigDecimal catchUp,
        BigDecimal participation,
        BigDecimal priceControlBps,
        BigDecimal childLimitBps,
        BigDecimal maxSpreadBps,
        long maxQuoteAgeNs) {
    static final String DURATION_S = "duration_s";
    static final String INTERVAL_S = "interval_s";
    static final String ADAPTIVE = "adaptive";
    static final String JITTER = "jitter";
    static final String CATCH_UP = "catch_up";
    static final String PARTICIPATION = "participation";
    static final String PRICE_CONTROL_BPS = "price_control_bps";
    static final String CHILD_LIMIT_BPS = "child_limit_bps";
    static final String MAX_SPREAD_BPS = "max_spread_bps";
    static final String MAX_QUOTE_AGE_MS = "max_quote_age_ms";

    static final AlgoSpec DEFAULTS = AlgoSpec.of(
            Twap.TYPE,
            Map.of(
                    DURATION_S, "3600",
                    INTERVAL_S, "60",
                    ADAPTIVE, "true",
                    JITTER, "0.2",
                    CATCH_UP, "1.5",
                    PARTICIPATION, "0.2",
                    PRICE_CONTROL_BPS, "10",
                    CHILD_LIMIT_BPS, "20",
                    MAX_SPREAD_BPS, "50",
                    MAX_QUOTE_AGE_MS, "2000"));

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MAX_STEPS = 10_000;

    /** Every parameter in its range, and interval and duration fitting together. */
    static TwapSettings of(AlgoSpec asked, AlgoSpec defaults) {
        TwapSettings settings = eachOf(asked, defaults);
        long durationS = settings.durationNs / SECOND_NS;
        long intervalS = settings.intervalNs / SECOND_NS;
        Require.that(
                intervalS <= durationS,
                "algo." + INTERVAL_S,
                "must not exceed " + DURATION_S + " " + durationS,
                intervalS);
        Require.that(
                durationS / intervalS <= MAX_STEPS,
                "algo." + INTERVAL_S,
                "must give at most " + MAX_STEPS + " slices in " + DURATION_S + " " + durationS,
                intervalS);
        return settings;
    }

    /** Every parameter in its range, each for itself. */
    static TwapSettings eachOf(AlgoSpec asked, AlgoSpec defaults) {
        Parameters parameters = Parameters.of(asked, defaults);
        return new TwapSettings(
                parameters.whole(DURATION_S, 1, 604_800) * SECOND_NS,
                parameters.whole(INTERVAL_S, 1, 86_400) * SECOND_NS,
                parameters.flag(ADAPTIVE),
                parameters.decimal(JITTER, "0", "0.4"),
                parameters.decimal(CATCH_UP, "1", "10"),
                parameters.decimal(PARTICIPATION, "0.0001", "1"),
                parameters.decimal(PRICE_CONTROL_BPS, "0.01", "5000"),
                parameters.decimal(CHILD_LIMIT_BPS, "0.01", "5000"),
                parameters.decimal(MAX_SPREAD_BPS, "0.01", "5000"),
                parameters.whole(MAX_QUOTE_AGE_MS, 1, 86_400_000) * 1_000_000L);
    }
}
