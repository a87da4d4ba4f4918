package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The worth of one unit of a symbol at the first price the gate saw on each UTC day, in the account currency. */
final class FirstPrices {
    private static final String PREFIX = "first_price.";
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Map<Symbol, Entry> entries = new HashMap<>();

    /** With what is saved of it, which is asked for far more often than it changes. */
    private record Entry(long day, BigDecimal unitValue, String name, String text) {
        private static Entry of(Symbol symbol, long day, BigDecimal unitValue) {
            return new Entry(day, unitValue, PREFIX + symbol, day + ":" + Decimals.text(unitValue));
        }
    }

    /** Keeps a price unless one of the day or a later one is known. */
    void observe(Symbol symbol, BigDecimal unitValue, long timeNs) {
        long day = day(timeNs);
        @Nullable Entry known = entries.get(symbol);
        if (known == null || known.day() < day) {
            entries.put(symbol, Entry.of(symbol, day, Decimals.normal(unitValue)));
        }
    }

    static long day(long timeNs) {
        return Math.floorDiv(timeNs, DAY_NS);
    }

    /** Whether the day of a time has its price. */
    boolean knows(Symbol symbol, long timeNs) {
        @Nullable Entry entry = entries.get(symbol);
        return entry != null && entry.day() == day(timeNs);
    }

    Optional<BigDecimal> unitValue(Symbol symbol, long timeNs) {
        return Optional.ofNullable(entries.get(symbol))
                .filter(entry -> entry.day() == day(timeNs))
                .map(Entry::unitValue);
    }

    void save(Map<String, String> state) {
        entries.values().forEach(entry -> state.put(entry.name(), entry.text()));
    }

    void restore(Map<String, String> state) {
        entries.clear();
        state.forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                Symbol symbol = Symbol.of(name.substring(PREFIX.length()));
                entries.put(symbol, entry(symbol, name, text));
            }
        });
    }

    private static Entry entry(Symbol symbol, String name, String text) {
        int colon = text.indexOf(':');
        Require.that(colon > 0, name, "must be day:value", text);
        try {
            long day = Long.parseLong(text.substring(0, colon));
            return Entry.of(symbol, day, Require.positive(name, Decimals.parse(name, text.substring(colon + 1))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be day:value (" + text + ")", e);
        }
    }
}
