package io.colin.execution.engine;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.OrderRouter;
import java.util.Map;

/**
 * What the desks of an engine share.
 *
 * @param settings plain settings
 * @param log numbers and records events
 * @param market the market now
 * @param orders every order
 * @param accounts the account and its gate
 * @param timers work due later
 * @param latencies measured times
 * @param algos algorithms by type
 * @param router chooses venues
 * @param lanes the ways to the venues
 * @param evidence what is known of the venues
 */
record Parts(
        EngineSettings settings,
        EventLog log,
        MarketState market,
        OrderStore orders,
        Accounts accounts,
        Timers timers,
        LatencyRecorder latencies,
        Map<String, ExecutionAlgo> algos,
        OrderRouter router,
        VenueLanes lanes,
        VenueRecord evidence) {}
