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
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The prices of the orders that passed within the drift window, by strategy, symbol and side; none of what only reduces. */
final class OwnPrices {
    private static final int IDLE_KEPT = 256;

    private final Map<String, Map<Symbol, Line>> buys = new HashMap<>();
    private final Map<String, Map<Symbol, Line>> sells = new HashMap<>();
    private long windowNs;
    private int lines;
    /** How many lines there may be before idle ones are looked for. */
    private int most = IDLE_KEPT;

    /** The lowest and the highest price. */
    record Range(BigDecimal low, BigDecimal high) {
        Range with(BigDecimal price) {
            return new Range(low.min(price), high.max(price));
        }

        /** The one whose ends are further apart, as a share of the lower. */
        private static Range wider(Range one, Range other) {
            boolean first = one.high.multiply(other.low).compareTo(other.high.multiply(one.low)) >= 0;
            return first ? one : other;
        }
    }

    private record Seen(BigDecimal price, double nearly, long timeNs) {}

    /**
     * The prices of one strategy, symbol and side, of which only those are kept that are or may come to be the lowest or the
     * highest of the window: what a later price makes irrelevant is dropped when that one comes.
     */
    final class Line {
        private final Deque<Seen> lows = new ArrayDeque<>(4);
        private final Deque<Seen> highs = new ArrayDeque<>(4);
        /** Of orders that are about to be told. */
        private double expectedLow = Double.POSITIVE_INFINITY;

        private double expectedHigh = Double.NEGATIVE_INFINITY;

        /** Whether the window holds a price, after forgetting those outside. Allocates nothing. */
        boolean isKnown(long nowNs) {
            forget(nowNs);
            return !lows.isEmpty() || expectedLow <= expectedHigh;
        }

        double low() {
            return lows.isEmpty() ? expectedLow : Math.min(lows.getFirst().nearly(), expectedLow);
        }

        double high() {
            return highs.isEmpty() ? expectedHigh : Math.max(highs.getFirst().nearly(), expectedHigh);
        }

        private Optional<Range> range(long nowNs) {
            forget(nowNs);
            return lows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Range(lows.getFirst().price(), highs.getFirst().price()));
        }

        private void expect(double price) {
            expectedLow = Math.min(expectedLow, price);
            expectedHigh = Math.max(expectedHigh, price);
        }

        /** All that is expected is told before anything is asked again. */
        private void add(BigDecimal price, long nowNs) {
            expectedLow = Double.POSITIVE_INFINITY;
            expectedHigh = Double.NEGATIVE_INFINITY;
            forget(nowNs);
            while (!lows.isEmpty() && lows.getLast().price().compareTo(price) >= 0) {
                lows.removeLast();
            }
            while (!highs.isEmpty() && highs.getLast().price().compareTo(price) <= 0) {
                highs.removeLast();
            }
            Seen seen = new Seen(price, price.doubleValue(), nowNs);
            lows.addLast(seen);
            highs.addLast(seen);
        }

        private void forget(long nowNs) {
            forget(lows, nowNs);
            forget(highs, nowNs);
        }

        private void forget(Deque<Seen> seen, long nowNs) {
            while (!seen.isEmpty() && nowNs - seen.getFirst().timeNs() >= windowNs) {
                seen.removeFirst();
            }
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
        return line.range(nowNs);
    }

    /** Where the prices of a strategy in a symbol are told. */
    interface Listener {
        void on(String strategy, Symbol symbol, Range range);
    }

    /** Tells the range within the window of the side that drifted further, of those that have any, in their order. */
    void each(long nowNs, Listener listener) {
        SortedMap<String, SortedMap<Symbol, Range>> widest = new TreeMap<>();
        for (Map<String, Map<Symbol, Line>> ofSide : List.of(buys, sells)) {
            ofSide.forEach((strategy, bySymbol) -> bySymbol.forEach((symbol, line) -> line.range(nowNs)
                    .ifPresent(range -> widest.computeIfAbsent(strategy, s -> new TreeMap<>())
                            .merge(symbol, range, Range::wider))));
        }
        widest.forEach(
                (strategy, bySymbol) -> bySymbol.forEach((symbol, range) -> listener.on(strategy, symbol, range)));
    }

    /** The line an order belongs to; null before its first price. Allocates nothing. */
    @Nullable
    Line line(OrderIntent intent) {
        return line(intent.strategy(), intent.symbol(), intent.side());
    }

    /** An order that is about to be told names a price. Allocates nothing but a line's first time. */
    void expect(OrderIntent intent, double price) {
        lineOf(intent.strategy(), intent.symbol(), intent.side()).expect(price);
    }

    void add(OrderIntent order, BigDecimal price, long nowNs) {
        if (order.reduceOnly()) {
            return;
        }
        if (lines > most) {
            forgetIdle(nowNs);
            most = Math.max(IDLE_KEPT, 2 * lines);
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
