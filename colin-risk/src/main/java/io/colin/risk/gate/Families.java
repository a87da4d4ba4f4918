package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose the parents are that work or ended lately, so that what is told of fills and children can be told to whom. */
final class Families {
    private static final int ENDED_KEPT = 4096;

    private final Map<String, Family> working = new HashMap<>();
    private final Map<String, Family> ended = new LinkedHashMap<>();

    /** A parent's strategy and symbol. */
    record Family(String strategy, Symbol symbol) {}

    void add(String orderId, OrderIntent intent) {
        if (!working.containsKey(orderId)) {
            working.put(orderId, new Family(intent.strategy(), intent.symbol()));
        }
    }

    /** Executions may still be told after the end. */
    void end(String orderId) {
        @Nullable Family family = working.remove(orderId);
        if (family != null) {
            ended.put(orderId, family);
            if (ended.size() > ENDED_KEPT) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
    }

    Optional<Family> of(String parentId) {
        @Nullable Family family = working.get(parentId);
        return Optional.ofNullable(family != null ? family : ended.get(parentId));
    }
}
