package io.colin.execution.order;

import io.colin.api.order.Fill;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers which trades were applied, so that each counts once: ids are unique per venue. It keeps every fill it
 * has seen, a few hundred bytes each; after a restart it is fed the ledger's fills again. Not thread-safe.
 */
public final class TradeIds {
    private final Map<Key, Fill> seen = new HashMap<>();

    private record Key(String venue, String tradeId) {}

    /** What is known of a trade. */
    public enum Answer {
        /** Never seen: apply it. */
        FIRST,
        /** Seen with the same data: skip it. */
        REPEATED,
        /** Seen with other data: drop it and raise an alert. */
        CONFLICTING
    }

    private TradeIds() {}

    /**
     * A memory of nothing.
     *
     * @return an empty set
     */
    public static TradeIds empty() {
        return new TradeIds();
    }

    /**
     * Looks a fill up and remembers it when it is the first of its id.
     *
     * @param fill what a venue told
     * @return whether to apply it
     */
    public Answer record(Fill fill) {
        Fill before = seen.putIfAbsent(new Key(fill.venue(), fill.tradeId()), fill);
        if (before == null) {
            return Answer.FIRST;
        }
        return before.equals(fill) ? Answer.REPEATED : Answer.CONFLICTING;
    }

    /**
     * How many trades were seen.
     *
     * @return 0 or more
     */
    public int size() {
        return seen.size();
    }
}
