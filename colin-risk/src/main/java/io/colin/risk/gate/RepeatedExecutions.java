package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cycles of filling and entering again, by strategy and symbol. */
final class RepeatedExecutions {
    /** By strategy, then by symbol, so that asking allocates nothing. */
    private final Map<String, Map<Symbol, Cycles>> cycles = new HashMap<>();

    private long windowNs;

    private static final class Cycles {
        private final TimeWindow times;
        private boolean filled;

        private Cycles(long windowNs) {
            times = new TimeWindow(windowNs);
        }
    }

    RepeatedExecutions(long windowNs) {
        this.windowNs = windowNs;
    }

    void window(long newWindowNs) {
        windowNs = newWindowNs;
        cycles.values().forEach(ofStrategy -> ofStrategy.values().forEach(its -> its.times.length(newWindowNs)));
    }

    /** Cycles within the window, the one that the next order would complete included. */
    int withNext(String strategy, Symbol symbol, long nowNs) {
        @Nullable Cycles its = of(strategy, symbol);
        return its == null ? 0 : its.times.count(nowNs) + (its.filled ? 1 : 0);
    }

    /** Where cycles of a strategy in a symbol are told. */
    interface Listener {
        void on(String strategy, Symbol symbol, int cycles);
    }

    /** Tells the cycles within the window, of those that have any, in their order. */
    void each(long nowNs, Listener listener) {
        new TreeMap<>(cycles)
                .forEach((strategy, bySymbol) -> new TreeMap<>(bySymbol).forEach((symbol, its) -> {
                    int count = its.times.count(nowNs);
                    if (count > 0) {
                        listener.on(strategy, symbol, count);
                    }
                }));
    }

    void passed(String strategy, Symbol symbol, long nowNs) {
        @Nullable Cycles its = of(strategy, symbol);
        if (its != null && its.filled) {
            its.filled = false;
            its.times.add(nowNs);
        }
    }

    void filled(String strategy, Symbol symbol) {
        cycles.computeIfAbsent(strategy, s -> new HashMap<>())
                .computeIfAbsent(symbol, s -> new Cycles(windowNs))
                .filled = true;
    }

    private @Nullable Cycles of(String strategy, Symbol symbol) {
        @Nullable Map<Symbol, Cycles> ofStrategy = cycles.get(strategy);
        return ofStrategy == null ? null : ofStrategy.get(symbol);
    }

    /** A strategy that a person re-enabled starts anew. */
    void forget(String strategy) {
        cycles.remove(strategy);
    }
}
