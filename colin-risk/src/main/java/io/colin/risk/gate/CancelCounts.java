package io.colin.risk.gate;

import io.colin.api.order.OrderStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;

/**
 * Row 4: how many children each strategy asked its venues to cancel within the last minute. It is counted to be told of: a
 * cancel is never refused.
 */
final class CancelCounts {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final NamedWindows strategies = new NamedWindows(MINUTE_NS);
    /** Orders whose cancel is asked and not answered: each is counted once, however often it is told of meanwhile. */
    private final Set<String> asked = new HashSet<>();

    private long lastNs = Long.MIN_VALUE;

    /** Whether a parent or a child is being cancelled that was not when it was last told of. */
    boolean begins(String orderId, OrderStatus status) {
        if (status == OrderStatus.PENDING_CANCEL) {
            return asked.add(orderId);
        }
        asked.remove(orderId);
        return false;
    }

    void add(String strategy, long timeNs) {
        lastNs = Math.max(lastNs, timeNs);
        strategies.add(strategy, lastNs);
    }

    int of(String strategy, long nowNs) {
        return strategies.count(strategy, nowNs);
    }

    /** Whoever asked for one within the last minute. */
    SortedSet<String> strategies(long nowNs) {
        return strategies.busy(nowNs);
    }
}
