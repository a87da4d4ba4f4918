package io.colin.risk.gate;

import java.util.SortedSet;

/**
 * The orders that passed within the last second, of all, of each strategy and of each key (children count for all only),
 * and the amends within the last minute. Those of the risk reducer count for all only: it closes every position at once,
 * and no rate of one strategy may leave the rest of them open. Its name can be nobody else's principal.
 */
final class OrderRates {
    /** The principal of orders that follow from signals: many strategies, so that it has no rate of its own. */
    static final String ENGINE = "engine";

    private static final long SECOND_NS = 1_000_000_000L;

    private final TimeWindow all = new TimeWindow(SECOND_NS);
    private final TimeWindow amends = new TimeWindow(60 * SECOND_NS);
    private final NamedWindows strategies = new NamedWindows(SECOND_NS);
    private final NamedWindows keys = new NamedWindows(SECOND_NS);
    private final String reducer;

    OrderRates(String reducer) {
        this.reducer = reducer;
    }

    /** Whether an order is one of the risk reducer, which no rate of a strategy or a key holds up. */
    boolean isReduction(Order order) {
        return order.principal().equals(reducer);
    }

    int all(long nowNs) {
        return all.count(nowNs);
    }

    int amends(long nowNs) {
        return amends.count(nowNs);
    }

    int ofStrategy(String strategy, long nowNs) {
        return strategies.count(strategy, nowNs);
    }

    int ofKey(String principal, long nowNs) {
        return keys.count(principal, nowNs);
    }

    SortedSet<String> strategies(long nowNs) {
        return strategies.busy(nowNs);
    }

    SortedSet<String> keys(long nowNs) {
        return keys.busy(nowNs);
    }

    void add(Order order, long nowNs) {
        all.add(nowNs);
        if (order.isChild()) {
            return;
        }
        if (!isReduction(order)) {
            strategies.add(order.strategy(), nowNs);
            if (!order.principal().equals(ENGINE)) {
                keys.add(order.principal(), nowNs);
            }
        }
        if (order.isAmend()) {
            amends.add(nowNs);
        }
    }
}
