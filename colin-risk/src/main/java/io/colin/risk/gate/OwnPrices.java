package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The prices of the orders that passed within the drift window, by strategy, symbol and side. */
final class OwnPrices {
    private static final int IDLE_KEPT = 256;

    private final Map<Key, Deque<Sent>> prices = new HashMap<>();
    private long windowNs;

    private record Key(String strategy, Symbol symbol, Side side) {}

    private record Sent(BigDecimal price, long timeNs) {}

    /** The lowest and the highest price. */
    record Range(BigDecimal low, BigDecimal high) {
        Range with(BigDecimal price) {
            return new Range(low.min(price), high.max(price));
        }
    }

    OwnPrices(long windowNs) {
        this.windowNs = windowNs;
    }

    void window(long newWindowNs) {
        windowNs = newWindowNs;
    }

    Optional<Range> range(Order order, long nowNs) {
        Deque<Sent> sent = prices.getOrDefault(key(order), new ArrayDeque<>(0));
        forget(sent, nowNs);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal first = sent.getFirst().price();
        Range range = new Range(first, first);
        for (Sent one : sent) {
            range = range.with(one.price());
        }
        return Optional.of(range);
    }

    void add(Order order, BigDecimal price, long nowNs) {
        if (prices.size() > IDLE_KEPT) {
            prices.values().removeIf(sent -> {
                forget(sent, nowNs);
                return sent.isEmpty();
            });
        }
        prices.computeIfAbsent(key(order), k -> new ArrayDeque<>()).addLast(new Sent(price, nowNs));
    }

    /** A strategy that a person re-enabled starts anew. */
    void forget(String strategy) {
        prices.keySet().removeIf(key -> key.strategy().equals(strategy));
    }

    private void forget(Deque<Sent> sent, long nowNs) {
        while (!sent.isEmpty() && nowNs - sent.getFirst().timeNs() >= windowNs) {
            sent.removeFirst();
        }
    }

    private static Key key(Order order) {
        return new Key(order.strategy(), order.symbol(), order.side());
    }
}
