package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.risk.var.GateFigures;
import io.colin.risk.var.IncrementalVar;
import io.colin.risk.var.VarModel;
import io.colin.risk.var.WorkingVar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The exposures a gate has told, over one model after the other. A held symbol that cannot be measured makes every
 * question unknown except one that closes it: leaving it out would understate the risk. One thread.
 */
final class HeldExposures {
    private final Map<Symbol, Held> held = new HashMap<>();
    private @Nullable WorkingVar book;
    private GateFigures unknown = GateFigures.unknown("no risk figures yet");
    private int unmeasured;

    /** One exposure; its problem is told while it has no index. */
    private static final class Held {
        private final GateFigures problem;
        private final int index;
        private double value;
        private double low;
        private double high;

        private Held(String problem, int index) {
            this.problem = GateFigures.unknown(problem);
            this.index = index;
        }

        private boolean isUnmeasured() {
            return index < 0 && (value != 0 || low != 0 || high != 0);
        }
    }

    Optional<IncrementalVar> book() {
        return Optional.ofNullable(book).map(WorkingVar::held);
    }

    /** What is held of a symbol, and the values that the sales and the buys that work on it may lead to. */
    void set(Symbol symbol, double value, double low, double high) {
        Held own = of(symbol);
        unmeasured -= own.isUnmeasured() ? 1 : 0;
        own.value = value;
        own.low = low;
        own.high = high;
        unmeasured += own.isUnmeasured() ? 1 : 0;
        WorkingVar current = book;
        if (own.index >= 0 && current != null) {
            current.set(own.index, value, low, high);
        }
    }

    void setIfUntold(Symbol symbol, double value) {
        if (!held.containsKey(symbol)) {
            set(symbol, value, value, value);
        }
    }

    /** Of what is held, whatever works, and so much more. */
    GateFigures withOrder(Symbol symbol, double delta) {
        WorkingVar current = book;
        if (current == null) {
            return unknown;
        }
        Held own = of(symbol);
        if (own.index < 0 && own.value + delta != 0) {
            return own.problem;
        }
        if (unmeasured > (own.isUnmeasured() ? 1 : 0)) {
            return unmeasuredBeside(own);
        }
        IncrementalVar ofHeld = current.held();
        return own.index < 0 ? ofHeld.current() : ofHeld.withOrder(own.index, delta);
    }

    /** Of whatever fills lose most, a symbol left between two other values. */
    GateFigures withFills(Symbol symbol, double low, double high) {
        WorkingVar current = book;
        if (current == null) {
            return unknown;
        }
        Held own = of(symbol);
        if (own.index < 0 && (low != 0 || high != 0)) {
            return own.problem;
        }
        if (unmeasured > (own.isUnmeasured() ? 1 : 0)) {
            return unmeasuredBeside(own);
        }
        return own.index < 0 ? current.largest() : current.largest(own.index, low, high);
    }

    private GateFigures unmeasuredBeside(Held own) {
        for (Held other : held.values()) {
            if (other != own && other.isUnmeasured()) {
                return other.problem;
            }
        }
        return unknown;
    }

    /** Why there is no book; says nothing once there is one. */
    void lack(String problem) {
        unknown = GateFigures.unknown(problem);
    }

    /** Puts a model in place of the last and gives it every exposure told. */
    void swap(VarModel model, double multiplier) {
        SortedMap<Symbol, Held> values = new TreeMap<>(held);
        held.clear();
        unmeasured = 0;
        book = WorkingVar.of(model, multiplier);
        values.forEach((symbol, own) -> set(symbol, own.value, own.low, own.high));
    }

    private Held of(Symbol symbol) {
        Held own = held.get(symbol);
        if (own == null) {
            own = make(symbol);
            held.put(symbol, own);
        }
        return own;
    }

    private Held make(Symbol symbol) {
        WorkingVar current = book;
        if (current == null) {
            return new Held(symbol + " has no figures yet", -1);
        }
        String problem = current.held().model().problemOf(symbol).orElse(symbol + " can be measured");
        return new Held(problem, current.held().indexOf(symbol));
    }
}
