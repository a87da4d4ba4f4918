package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The parents that passed within the duplicate window. */
final class RecentOrders {
    private long windowNs;
    private final Deque<Seen> seen = new ArrayDeque<>();
    private final Set<Key> keys = new HashSet<>();

    private final HashWindow hashes;

    private record Key(String account, Symbol symbol, Side side, BigDecimal quantity, OrderType type) {}

    private record Seen(Key key, long timeNs) {}

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
        return keys.contains(key(order));
    }

    void add(Order order, long nowNs) {
        forget(nowNs);
        Key key = key(order);
        hashes.add(hash(order.intent()), nowNs);
        if (keys.add(key)) {
            seen.addLast(new Seen(key, nowNs));
        }
    }

    private void forget(long nowNs) {
        while (!seen.isEmpty() && nowNs - seen.getFirst().timeNs() >= windowNs) {
            keys.remove(seen.removeFirst().key());
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
