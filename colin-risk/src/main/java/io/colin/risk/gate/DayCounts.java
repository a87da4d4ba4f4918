package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The trades and values of a UTC day. A parent counts from the moment it passes, so that orders cannot pass a count
 * together; one that ends without an execution gives its count back, one that ends in part the value of the rest. What
 * works at midnight counts for the new day with what is left of it. A restart keeps the counts; what was open then gives
 * nothing back.
 */
final class DayCounts {
    private static final long DAY_NS = 86_400_000_000_000L;

    private final SortedMap<Symbol, Count> counts = new TreeMap<>();
    private final Map<String, Working> working = new HashMap<>();
    private long day = Long.MIN_VALUE;
    private int trades;

    private static final class Count {
        private int trades;
        private BigDecimal value = BigDecimal.ZERO;
    }

    private static final class Working {
        private final Symbol symbol;
        private BigDecimal value;
        private BigDecimal quantity;
        private BigDecimal filled = BigDecimal.ZERO;

        private Working(Symbol symbol, BigDecimal value, BigDecimal quantity) {
            this.symbol = symbol;
            this.value = value;
            this.quantity = quantity;
        }

        /** What it is worth that did not fill, rounded down so that never too much is given back. */
        private BigDecimal unfilledValue() {
            BigDecimal left = quantity.subtract(filled).max(BigDecimal.ZERO);
            return left.signum() == 0
                    ? BigDecimal.ZERO
                    : value.multiply(left).divide(quantity, Decimals.QUOTIENT).min(value);
        }
    }

    int trades(long nowNs) {
        roll(nowNs);
        return trades;
    }

    int trades(Symbol symbol, long nowNs) {
        roll(nowNs);
        @Nullable Count count = counts.get(symbol);
        return count == null ? 0 : count.trades;
    }

    BigDecimal value(Symbol symbol, long nowNs) {
        roll(nowNs);
        @Nullable Count count = counts.get(symbol);
        return count == null ? BigDecimal.ZERO : count.value;
    }

    /** What a working order counts for, which a change of it replaces. */
    BigDecimal valueOf(String orderId) {
        @Nullable Working order = working.get(orderId);
        return order == null ? BigDecimal.ZERO : order.value;
    }

    /** A parent passed; one that works already was changed. */
    void passed(Order order, BigDecimal value, BigDecimal quantity, long nowNs) {
        roll(nowNs);
        @Nullable Working known = working.get(order.orderId());
        Count count = count(order.symbol());
        if (known == null) {
            working.put(order.orderId(), new Working(order.symbol(), value, quantity));
            count.value = count.value.add(value);
            if (order.isParent()) {
                count.trades++;
                trades++;
            }
        } else {
            count.value = count.value.add(value).subtract(known.value);
            known.value = value;
            known.quantity = quantity;
        }
    }

    void filled(String orderId, BigDecimal filledQuantity) {
        @Nullable Working order = working.get(orderId);
        if (order != null) {
            order.filled = order.filled.max(filledQuantity);
        }
    }

    void closed(String orderId) {
        @Nullable Working order = working.remove(orderId);
        if (order == null) {
            return;
        }
        Count count = count(order.symbol);
        count.value = count.value.subtract(order.unfilledValue()).max(BigDecimal.ZERO);
        if (order.filled.signum() == 0) {
            count.trades--;
            trades--;
        }
    }

    private void roll(long nowNs) {
        long today = Math.floorDiv(nowNs, DAY_NS);
        if (today <= day) {
            return;
        }
        day = today;
        counts.clear();
        trades = 0;
        for (Working order : working.values()) {
            BigDecimal left = order.unfilledValue();
            order.quantity = order.quantity.subtract(order.filled).max(BigDecimal.ZERO);
            order.filled = BigDecimal.ZERO;
            order.value = left;
            Count count = count(order.symbol);
            count.trades++;
            count.value = count.value.add(left);
            trades++;
        }
    }

    private Count count(Symbol symbol) {
        return counts.computeIfAbsent(symbol, s -> new Count());
    }

    void save(Map<String, String> state) {
        state.put("day.number", Long.toString(day));
        state.put("day.trades", Integer.toString(trades));
        state.put("day.count", Integer.toString(counts.size()));
        int i = 0;
        for (Map.Entry<Symbol, Count> entry : counts.entrySet()) {
            String name = "day." + i++;
            state.put(name + ".symbol", entry.getKey().name());
            state.put(name + ".trades", Integer.toString(entry.getValue().trades));
            state.put(name + ".value", Decimals.text(entry.getValue().value));
        }
    }

    void restore(SavedTexts saved) {
        SortedMap<Symbol, Count> read = new TreeMap<>();
        int size = saved.count("day.count");
        for (int i = 0; i < size; i++) {
            String name = "day." + i;
            Count count = new Count();
            count.trades = saved.count(name + ".trades");
            count.value = saved.decimal(name + ".value");
            read.put(Symbol.of(saved.text(name + ".symbol")), count);
        }
        day = saved.number("day.number", Long.MIN_VALUE, Long.MAX_VALUE);
        trades = saved.count("day.trades");
        counts.clear();
        counts.putAll(read);
        working.clear();
    }
}
