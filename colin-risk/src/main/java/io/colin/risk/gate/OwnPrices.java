package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The prices of the orders that passed within the drift window, by strategy, symbol and side. */
final class OwnPrices {
    private static final int IDLE_KEPT = 256;

    private final Map<String, Map<Symbol, Line>> buys = new HashMap<>();
    private final Map<String, Map<Symbol, Line>> sells = new HashMap<>();
    private long windowNs;
    private int lines;

    private record Sent(BigDecimal price, long timeNs) {}

    /** The lowest and the highest price. */
    record Range(BigDecimal low, BigDecimal high) {
        Range with(BigDecimal price) {
            return new Range(low.min(price), high.max(price));
        }
    }

    /** The prices of one strategy, symbol and side; in floating point their range, or a wider one. */
    final class Line {
        private final Deque<Sent> sent = new ArrayDeque<>();
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private long lastNs = Long.MIN_VALUE;

        /** Whether the window holds a price. */
        boolean isKnown(long nowNs) {
            return low <= high && nowNs - lastNs < windowNs;
        }

        double low() {
            return low;
        }

        double high() {
            return high;
        }

        private void expect(double price, long nowNs) {
            if (!isKnown(nowNs)) {
                low = price;
                high = price;
            }
            low = Math.min(low, price);
            high = Math.max(high, price);
            lastNs = nowNs;
        }

        private void add(BigDecimal price, long nowNs) {
            boolean forgot = forget(nowNs);
            sent.addLast(new Sent(price, nowNs));
            if (forgot) {
                low = Double.POSITIVE_INFINITY;
                high = Double.NEGATIVE_INFINITY;
                sent.forEach(one -> expect(one.price().doubleValue(), one.timeNs()));
            }
            expect(price.doubleValue(), Math.max(lastNs, nowNs));
        }

        private boolean forget(long nowNs) {
            boolean forgot = false;
            while (!sent.isEmpty() && nowNs - sent.getFirst().timeNs() >= windowNs) {
                sent.removeFirst();
                forgot = true;
            }
            return forgot;
        }
    }

    OwnPrices(long windowNs) {
        this.windowNs = windowNs;
    }

    void window(long newWindowNs) {
        windowNs = newWindowNs;
    }

    Optional<Range> range(Order order, long nowNs) {
        @Nullable Line line = line(order.strategy(), order.symbol(), order.side());
        if (line == null) {
            return Optional.empty();
        }
        line.forget(nowNs);
        if (line.sent.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal first = line.sent.getFirst().price();
        Range range = new Range(first, first);
        for (Sent one : line.sent) {
            range = range.with(one.price());
        }
        return Optional.of(range);
    }

    /** The line an order belongs to; null before its first price. Allocates nothing. */
    @Nullable Line line(OrderIntent intent) {
        return line(intent.strategy(), intent.symbol(), intent.side());
    }

    /** An order that is about to be told names a price. Allocates nothing but a line's first time. */
    void expect(OrderIntent intent, double price, long nowNs) {
        lineOf(intent.strategy(), intent.symbol(), intent.side()).expect(price, nowNs);
    }

    void add(Order order, BigDecimal price, long nowNs) {
        if (lines > IDLE_KEPT) {
            forgetIdle(nowNs);
        }
        lineOf(order.strategy(), order.symbol(), order.side()).add(price, nowNs);
    }

    /** A strategy that a person re-enabled starts anew. */
    void forget(String strategy) {
        buys.remove(strategy);
        sells.remove(strategy);
        count();
    }

    private void forgetIdle(long nowNs) {
        for (Map<String, Map<Symbol, Line>> ofSide : List.of(buys, sells)) {
            ofSide.values().forEach(bySymbol -> bySymbol.values().removeIf(line -> !line.isKnown(nowNs)));
            ofSide.values().removeIf(Map::isEmpty);
        }
        count();
    }

    private void count() {
        lines = 0;
        buys.values().forEach(bySymbol -> lines += bySymbol.size());
        sells.values().forEach(bySymbol -> lines += bySymbol.size());
    }

    private @Nullable Line line(String strategy, Symbol symbol, Side side) {
        @Nullable Map<Symbol, Line> bySymbol = (side == Side.BUY ? buys : sells).get(strategy);
        return bySymbol == null ? null : bySymbol.get(symbol);
    }

    private Line lineOf(String strategy, Symbol symbol, Side side) {
        @Nullable Line line = line(strategy, symbol, side);
        if (line == null) {
            line = new Line();
            (side == Side.BUY ? buys : sells)
                    .computeIfAbsent(strategy, s -> new HashMap<>())
                    .put(symbol, line);
            lines++;
        }
        return line;
    }
}
