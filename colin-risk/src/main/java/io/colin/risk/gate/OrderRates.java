package io.colin.risk.gate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The orders that passed within the last second, of all, of each strategy and of each key (children count for all only),
 * and the amends within the last minute.
 */
final class OrderRates {
    /** The principal of orders that follow from signals: many strategies, so that it has no rate of its own. */
    static final String ENGINE = "engine";

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int IDLE_KEPT = 256;

    private final TimeWindow all = new TimeWindow(SECOND_NS);
    private final TimeWindow amends = new TimeWindow(60 * SECOND_NS);
    private final Map<String, TimeWindow> strategies = new HashMap<>();
    private final Map<String, TimeWindow> keys = new HashMap<>();

    int all(long nowNs) {
        return all.count(nowNs);
    }

    int amends(long nowNs) {
        return amends.count(nowNs);
    }

    int ofStrategy(String strategy, long nowNs) {
        return count(strategies.get(strategy), nowNs);
    }

    int ofKey(String principal, long nowNs) {
        return count(keys.get(principal), nowNs);
    }

    void add(Order order, long nowNs) {
        all.add(nowNs);
        if (order.isChild()) {
            return;
        }
        window(strategies, order.strategy(), nowNs).add(nowNs);
        if (!order.principal().equals(ENGINE)) {
            window(keys, order.principal(), nowNs).add(nowNs);
        }
        if (order.isAmend()) {
            amends.add(nowNs);
        }
    }

    private static int count(@Nullable TimeWindow window, long nowNs) {
        return window == null ? 0 : window.count(nowNs);
    }

    /** Names come from outside: those that were idle for a second are forgotten once there are many. */
    private static TimeWindow window(Map<String, TimeWindow> windows, String name, long nowNs) {
        if (windows.size() > IDLE_KEPT) {
            windows.values().removeIf(window -> window.count(nowNs) == 0);
        }
        return windows.computeIfAbsent(name, n -> new TimeWindow(SECOND_NS));
    }
}
