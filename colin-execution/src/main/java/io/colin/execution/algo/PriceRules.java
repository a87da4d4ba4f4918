package io.colin.execution.algo;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the children of a paced algorithm may trade, and which markets they stay out of. */
record PriceRules(
        BigDecimal priceControlBps,
        BigDecimal childLimitBps,
        BigDecimal maxSpreadBps,
        long maxQuoteAgeNs,
        BigDecimal maxMoveSigmas,
        BigDecimal minDepth) {
    static final String PRICE_CONTROL_BPS = "price_control_bps";
    static final String CHILD_LIMIT_BPS = "child_limit_bps";
    static final String MAX_SPREAD_BPS = "max_spread_bps";
    static final String MAX_QUOTE_AGE_MS = "max_quote_age_ms";
    static final String MAX_MOVE_SIGMAS = "max_move_sigmas";
    static final String MIN_DEPTH = "min_depth";

    static Map<String, String> defaults(String priceControlBps) {
        return Map.of(
                PRICE_CONTROL_BPS, priceControlBps,
                CHILD_LIMIT_BPS, "20",
                MAX_SPREAD_BPS, "50",
                MAX_QUOTE_AGE_MS, "2000",
                MAX_MOVE_SIGMAS, "3",
                MIN_DEPTH, "0.3");
    }

    static PriceRules of(Parameters parameters) {
        return of(parameters, parameters.decimal(MAX_MOVE_SIGMAS, "0", "100"), parameters.decimal(MIN_DEPTH, "0", "1"));
    }

    /** For children that rest, which neither fast nor thin markets harm. */
    static Map<String, String> restingDefaults(String priceControlBps) {
        Map<String, String> kept = new TreeMap<>(defaults(priceControlBps));
        kept.keySet().removeAll(Set.of(MAX_MOVE_SIGMAS, MIN_DEPTH));
        return kept;
    }

    static PriceRules resting(Parameters parameters) {
        return of(parameters, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private static PriceRules of(Parameters parameters, BigDecimal maxMoveSigmas, BigDecimal minDepth) {
        return new PriceRules(
                parameters.decimal(PRICE_CONTROL_BPS, "0.01", "5000"),
                parameters.decimal(CHILD_LIMIT_BPS, "0.01", "5000"),
                parameters.decimal(MAX_SPREAD_BPS, "0.01", "5000"),
                parameters.whole(MAX_QUOTE_AGE_MS, 1, 86_400_000) * 1_000_000L,
                maxMoveSigmas,
                minDepth);
    }
}
