package io.colin.execution.engine;

import java.math.BigDecimal;

/**
 * The plain settings of an engine.
 *
 * @param runId name of the run, part of every order id
 * @param account whose orders
 * @param currency account currency
 * @param initialCash what a new run starts with
 * @param barIntervalNs length of the bars built from trades
 * @param tradeFromNs event time before which nothing is decided
 * @param speed event time over clock time; 0 does not wait
 * @param seed of everything random
 * @param inferenceDelayNs event time between a decision point and its signal
 * @param signalOrder how signals are traded
 * @param rerouteRounds how often what venues reject or leave of a slice is routed again
 */
record EngineSettings(
        String runId,
        String account,
        String currency,
        BigDecimal initialCash,
        long barIntervalNs,
        long tradeFromNs,
        double speed,
        long seed,
        long inferenceDelayNs,
        SignalOrderStyle signalOrder,
        int rerouteRounds) {}
