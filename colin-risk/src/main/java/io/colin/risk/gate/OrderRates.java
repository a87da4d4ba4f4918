package io.colin.risk.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders that passed within the last second: of each strategy (parents) and of all (children too). */
final class OrderRates {
    private static final long WINDOW_NS = 1_000_000_000L;

    private final Deque<Long> all = new ArrayDeque<>();
    private final Deque<Sent> parents = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private record Sent(String strategy, long timeNs) {}

    int all(long nowNs) {
        forget(nowNs);
        return all.size();
    }

    int of(String strategy, long nowNs) {
        forget(nowNs);
        return counts.getOrDefault(strategy, 0);
    }

    void add(Order order, long nowNs) {
        forget(nowNs);
        all.addLast(nowNs);
        if (!order.isChild()) {
            String strategy = order.intent().strategy();
            parents.addLast(new Sent(strategy, nowNs));
            counts.merge(strategy, 1, Integer::sum);
        }
    }

    private void forget(long nowNs) {
        while (!all.isEmpty() && nowNs - all.getFirst() >= WINDOW_NS) {
            all.removeFirst();
        }
        while (!parents.isEmpty() && nowNs - parents.getFirst().timeNs() >= WINDOW_NS) {
            counts.computeIfPresent(parents.removeFirst().strategy(), OrderRates::lessOne);
        }
    }

    private static @Nullable Integer lessOne(String strategy, int count) {
        return count <= 1 ? null : Integer.valueOf(count - 1);
    }
}
