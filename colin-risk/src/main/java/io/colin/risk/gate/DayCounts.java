package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ParentOrder;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The trades and values of a UTC day. A parent counts from the moment it passes, so that orders cannot pass a count
 * together; one that ends without an execution gives its count back, one that ends in part the value of the rest. While a
 * change is on its way the larger of old and new counts, as it does in {@link io.colin.risk.exposure.ExposureBook}. What
 * works at midnight counts for the new day with what is left of it. A restart keeps the counts; what was open then gives
 * nothing back that day, a change of it counts what it adds, and at midnight it counts as everything else that works.
 */
final class DayCounts {
    private static final long DAY_NS = 86_400_000_000_000L;

    private final SortedMap<Symbol, Count> counts = new TreeMap<>();
    private final Map<String, Working> working = new HashMap<>();
    private long day = Long.MIN_VALUE;
    /** The day whose counts a restart brought back. */
    private long restoredDay = Long.MIN_VALUE;

    private int trades;

    private static final class Count {
        private int trades;
        private BigDecimal value = BigDecimal.ZERO;
    }

    private static final class Working {
        private final Symbol symbol;
        private BigDecimal quantity;
        private BigDecimal unitValue;
        private BigDecimal byFills = BigDecimal.ZERO;
        private BigDecimal reported = BigDecimal.ZERO;
        /** What was filled before this day. */
        private BigDecimal before = BigDecimal.ZERO;
        /** Whether it is one of the trades counted; of what worked before a restart that is not known. */
        private boolean counted;
        /** Whether its value is in the counts already, though not known here: that of what worked before a restart. */
        private boolean valuedBefore;

        private Working(Symbol symbol, BigDecimal quantity, BigDecimal unitValue) {
            this.symbol = symbol;
            this.quantity = quantity;
            this.unitValue = unitValue;
        }

        private BigDecimal filled() {
            return byFills.max(reported);
        }

        /** What it counts for on the day. */
        private BigDecimal value() {
            return quantity.subtract(before).max(BigDecimal.ZERO).multiply(unitValue);
        }

        private BigDecimal unfilledValue() {
            return quantity.subtract(filled()).max(BigDecimal.ZERO).multiply(unitValue);
        }
    }

    int trades(long nowNs) {
        roll(nowNs);
        return trades;
    }

    /** The symbols that count for something today. */
    SortedSet<Symbol> symbols(long nowNs) {
        roll(nowNs);
        return new TreeSet<>(counts.keySet());
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
    BigDecimal valueOf(String orderId, long nowNs) {
        roll(nowNs);
        @Nullable Working order = working.get(orderId);
        return order == null ? BigDecimal.ZERO : order.value();
    }

    /** A parent passed; one that works already is asked to change. */
    void passed(Order order, BigDecimal wholeQuantity, BigDecimal unitValue, long nowNs) {
        roll(nowNs);
        @Nullable Working known = working.get(order.orderId());
        if (known != null && (known.counted || !order.isWhole())) {
            set(known, known.quantity.max(wholeQuantity), known.unitValue.max(unitValue));
            return;
        }
        Working its = new Working(order.symbol(), wholeQuantity, unitValue);
        working.put(order.orderId(), its);
        count(its);
    }

    /**
     * An open order that did not pass here, as after a restart. On the day of its restart it is among the counts that came
     * back; where that day is over it worked at midnight. What it is worth is told by {@link #stands}.
     */
    void found(ParentOrder parent) {
        if (working.containsKey(parent.orderId())) {
            return;
        }
        Working its = new Working(parent.intent().symbol(), parent.progress().quantity(), BigDecimal.ZERO);
        its.reported = parent.progress().filledQuantity();
        its.before = its.reported;
        working.put(parent.orderId(), its);
        if (restoredDay < day && dayOf(parent.createdTimeNs()) < day) {
            count(its);
        } else {
            its.valuedBefore = true;
        }
    }

    private void count(Working order) {
        Count count = count(order.symbol);
        count.value = count.value.add(order.value());
        order.counted = true;
        count.trades++;
        trades++;
    }

    /**
     * What an order is for, as the book has it: the worse of both terms while it is being changed.
     *
     * @param leaves what is left to fill
     */
    void stands(String orderId, BigDecimal leaves, BigDecimal unitValue) {
        @Nullable Working order = working.get(orderId);
        if (order != null) {
            set(order, order.filled().add(leaves), unitValue);
        }
    }

    private void set(Working order, BigDecimal quantity, BigDecimal unitValue) {
        BigDecimal old = order.value();
        order.quantity = quantity;
        order.unitValue = unitValue;
        if (order.valuedBefore) {
            order.valuedBefore = false;
            return;
        }
        Count count = count(order.symbol);
        count.value = count.value.add(order.value()).subtract(old).max(BigDecimal.ZERO);
    }

    void reported(String orderId, BigDecimal filledQuantity) {
        @Nullable Working order = working.get(orderId);
        if (order != null) {
            order.reported = filledQuantity;
        }
    }

    void filled(String orderId, BigDecimal more) {
        @Nullable Working order = working.get(orderId);
        if (order != null) {
            order.byFills = order.byFills.add(more);
        }
    }

    void closed(String orderId) {
        @Nullable Working order = working.remove(orderId);
        if (order == null || !order.counted) {
            return;
        }
        Count count = count(order.symbol);
        count.value = count.value.subtract(order.unfilledValue()).max(BigDecimal.ZERO);
        if (order.filled().compareTo(order.before) <= 0 && count.trades > 0) {
            count.trades--;
            trades--;
        }
    }

    /** Starts a new day; to be told of time before what happened in it. */
    void roll(long nowNs) {
        long today = dayOf(nowNs);
        if (today <= day || nowNs == Long.MIN_VALUE) {
            return;
        }
        day = today;
        counts.clear();
        trades = 0;
        for (Working order : working.values()) {
            order.before = order.filled();
            order.valuedBefore = false;
            count(order);
        }
    }

    private static long dayOf(long timeNs) {
        return Math.floorDiv(timeNs, DAY_NS);
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

    void restore(SavedState saved) {
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
        restoredDay = day;
        trades = saved.count("day.trades");
        counts.clear();
        counts.putAll(read);
        working.clear();
    }
}
