package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The parents that passed within the duplicate window, each kept from when the same passed last. */
final class RecentOrders {
    private long windowNs;
    /** When each passed last, the oldest first. */
    private final SequencedMap<Key, Long> seen = new LinkedHashMap<>();

    private final HashWindow hashes;

    private record Key(String account, Symbol symbol, Side side, BigDecimal quantity, OrderType type) {}

    RecentOrders(long windowNs) {
        this.windowNs = windowNs;
        hashes = new HashWindow(windowNs);
    }

    void window(long newWindowNs) {
        windowNs = newWindowNs;
        hashes.length(newWindowNs);
    }

    boolean holds(Order order, long nowNs) {
        forget(nowNs);
        return seen.containsKey(key(order));
    }

    void add(Order order, long nowNs) {
        forget(nowNs);
        hashes.add(hash(order.intent()), nowNs);
        // The window begins anew with each order, also with one that was meant although the same had just passed.
        seen.putLast(key(order), nowNs);
    }

    private void forget(long nowNs) {
        Iterator<Long> oldest = seen.values().iterator();
        while (oldest.hasNext() && nowNs - oldest.next() >= windowNs) {
            oldest.remove();
        }
    }

    /** Whether the window may hold an order; no is certain. Allocates nothing. */
    boolean mayHold(int hash, long nowNs) {
        return hashes.mayHold(hash, nowNs);
    }

    /** Equal for orders that are the same to this window. */
    static int hash(OrderIntent intent) {
        int hash = intent.account().hashCode();
        hash = 31 * hash + intent.symbol().hashCode();
        hash = 31 * hash + intent.side().sign();
        hash = 31 * hash + intent.quantity().hashCode();
        return 31 * hash + intent.type().hashCode();
    }

    private static Key key(Order order) {
        return new Key(order.intent().account(), order.symbol(), order.side(), order.quantity(), order.type());
    }
}
