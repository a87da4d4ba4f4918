package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
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

    /** The lowest and the highest price. */
    record Range(BigDecimal low, BigDecimal high) {
        Range with(BigDecimal price) {
            return new Range(low.min(price), high.max(price));
        }
    }

    /** The prices of one strategy, symbol and side, with their range in floating point. Allocates only while it grows. */
    final class Line {
        private BigDecimal[] prices = new BigDecimal[8];
        private long[] times = new long[8];
        private int first;
        private int size;
        private double low;
        private double high;
        /** Of orders that are about to be told. */
        private double expectedLow = Double.POSITIVE_INFINITY;

        private double expectedHigh = Double.NEGATIVE_INFINITY;

        /** Whether the window holds a price, after forgetting those outside. */
        boolean isKnown(long nowNs) {
            forget(nowNs);
            return size > 0 || expectedLow <= expectedHigh;
        }

        double low() {
            return size == 0 ? expectedLow : Math.min(low, expectedLow);
        }

        double high() {
            return size == 0 ? expectedHigh : Math.max(high, expectedHigh);
        }

        private BigDecimal price(int index) {
            return prices[(first + index) & (prices.length - 1)];
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
            if (size == prices.length) {
                grow();
            }
            int at = (first + size) & (prices.length - 1);
            prices[at] = price;
            times[at] = nowNs;
            size++;
            include(price.doubleValue(), size == 1);
        }

        private void include(double price, boolean alone) {
            low = alone ? price : Math.min(low, price);
            high = alone ? price : Math.max(high, price);
        }

        private void forget(long nowNs) {
            int before = size;
            while (size > 0 && nowNs - times[first] >= windowNs) {
                first = (first + 1) & (prices.length - 1);
                size--;
            }
            if (size < before) {
                for (int i = 0; i < size; i++) {
                    include(price(i).doubleValue(), i == 0);
                }
            }
        }

        private void grow() {
            BigDecimal[] oldPrices = prices;
            long[] oldTimes = times;
            prices = new BigDecimal[2 * oldPrices.length];
            times = new long[prices.length];
            for (int i = 0; i < size; i++) {
                int from = (first + i) & (oldPrices.length - 1);
                prices[i] = oldPrices[from];
                times[i] = oldTimes[from];
            }
            first = 0;
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
        if (line.size == 0) {
            return Optional.empty();
        }
        Range range = new Range(line.price(0), line.price(0));
        for (int i = 1; i < line.size; i++) {
            range = range.with(line.price(i));
        }
        return Optional.of(range);
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
