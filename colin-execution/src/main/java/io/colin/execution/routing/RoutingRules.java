package io.colin.execution.routing;

import java.math.BigDecimal;

/** The settings of a router, checked by its builder. */
record RoutingRules(
        long maxBookAgeNs,
        BigDecimal slippageCapBps,
        int levels,
        int maxVenues,
        double minLiquidity,
        long maxLatencyNs,
        double minFillRatio,
        long evidenceAgeNs,
        double tieBps) {}
