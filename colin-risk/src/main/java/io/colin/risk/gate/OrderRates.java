package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import java.util.SortedSet;

/**
 * The messages of the last second, of all, of each strategy and of each key, and the amends of the last minute. A message is an
 * order or a change that passed and a cancel that was asked of a venue, which counts and is never refused. For all count
 * parents, changes, children and cancels of children; for a strategy parents, changes and cancels of whole orders; for a key
 * parents and changes, for who cancels is not told. What the risk reducer sends counts for all only, and cancels do not count
 * against it: it closes every position at once, after what rests was cancelled, and no rate may leave the rest of them
 * open for that. Its name can be nobody else's principal.
 */
final class OrderRates {
    /** The principal of orders that follow from signals: many strategies, so that it has no rate of its own. */
    static final String ENGINE = "engine";

    private static final long SECOND_NS = 1_000_000_000L;

    private final TimeWindow sent = new TimeWindow(SECOND_NS);
    private final TimeWindow cancels = new TimeWindow(SECOND_NS);
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
        return sent.count(nowNs) + cancels.count(nowNs);
    }

    /** What counts of all against an order. */
    int all(Order order, long nowNs) {
        return isReduction(order) ? sent.count(nowNs) : all(nowNs);
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
        sent.add(nowNs);
        if (!order.isChild()) {
            count(order.strategy(), order.principal(), nowNs);
            if (!isReduction(order) && !order.principal().equals(ENGINE)) {
                keys.add(order.principal(), nowNs);
            }
        }
        if (order.isAmend()) {
            amends.add(nowNs);
        }
    }

    /** A whole order is being cancelled at its venues. */
    void cancelled(OrderIntent intent, String principal, long timeNs) {
        count(intent.strategy(), principal, timeNs);
    }

    /** A venue is asked to cancel a child. */
    void childCancelled(long timeNs) {
        cancels.add(timeNs);
    }

    private void count(String strategy, String principal, long timeNs) {
        if (!principal.equals(reducer)) {
            strategies.add(strategy, timeNs);
        }
    }
}
