package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.stress.Balances;
import io.colin.risk.stress.CurrencyRoutes;
import io.colin.risk.var.GateFigures;
import io.colin.risk.var.IncrementalVar;
import io.colin.risk.var.VarModel;
import io.colin.risk.var.WorkingVar;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The exposures a gate has told, over one model after the other, and what balances add to them. A held symbol that cannot
 * be measured makes every question unknown except one that closes it: leaving it out would understate the risk. Before the
 * first model every question is unknown, that one too; a gate spares orders that only shrink a position.
 *
 * <p>No order changes what balances add: see {@link Balances}. One thread.
 */
final class HeldExposures {
    private final Map<Symbol, Held> held = new HashMap<>();
    private @Nullable WorkingVar book;
    private GateFigures unknown = GateFigures.unknown("no risk figures yet");
    private int unmeasured;
    private String currency = "";
    private SortedMap<String, BigDecimal> balances = new TreeMap<>();
    private @Nullable CurrencyRoutes routes;

    /** One exposure; its problem is told while it has no index. */
    private static final class Held {
        private final GateFigures problem;
        private final int index;
        private double value;
        private double low;
        private double high;
        /** What balances add to all three. */
        private double linked;

        private boolean told;

        private Held(String problem, int index) {
            this.problem = GateFigures.unknown(problem);
            this.index = index;
        }

        private boolean isUnmeasured() {
            return index < 0 && (value + linked != 0 || low + linked != 0 || high + linked != 0);
        }
    }

    Optional<IncrementalVar> book() {
        return Optional.ofNullable(book).map(WorkingVar::held);
    }

    /** What is held of a symbol, and the values that the sales and the buys that work on it may lead to. */
    void set(Symbol symbol, double value, double low, double high) {
        Held own = of(symbol);
        own.told = true;
        change(own, value, low, high, own.linked);
    }

    void setIfUntold(Symbol symbol, double value) {
        if (!of(symbol).told) {
            set(symbol, value, value, value);
        }
    }

    private void change(Held own, double value, double low, double high, double linked) {
        unmeasured -= own.isUnmeasured() ? 1 : 0;
        own.value = value;
        own.low = low;
        own.high = high;
        own.linked = linked;
        unmeasured += own.isUnmeasured() ? 1 : 0;
        WorkingVar current = book;
        if (own.index >= 0 && current != null) {
            current.set(own.index, value + linked, low + linked, high + linked);
        }
    }

    /** What the account has in other currencies than its own. */
    void setBalances(Portfolio portfolio) {
        if (!currency.equals(portfolio.currency())) {
            currency = portfolio.currency();
            route();
        }
        balances = Balances.of(portfolio);
        link();
    }

    private void route() {
        WorkingVar current = book;
        routes = current == null || currency.isEmpty()
                ? null
                : CurrencyRoutes.of(current.held().model().moving(), currency);
    }

    /** Puts balances under the symbols that price them. */
    private void link() {
        CurrencyRoutes known = routes;
        if (known == null) {
            return;
        }
        SortedMap<Symbol, Double> links = new TreeMap<>();
        known.under(balances).forEach((symbol, value) -> links.put(symbol, value.doubleValue()));
        held.forEach((symbol, own) -> {
            if (own.linked != 0) {
                links.putIfAbsent(symbol, 0.0);
            }
        });
        links.forEach((symbol, value) -> {
            Held own = of(symbol);
            if (own.linked != value) {
                change(own, own.value, own.low, own.high, value);
            }
        });
    }

    /** Of what is held, whatever works, and so much more. */
    GateFigures withOrder(Symbol symbol, double delta) {
        WorkingVar current = book;
        if (current == null) {
            return unknown;
        }
        Held own = of(symbol);
        if (own.index < 0 && own.value + own.linked + delta != 0) {
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
        if (own.index < 0 && (low + own.linked != 0 || high + own.linked != 0)) {
            return own.problem;
        }
        if (unmeasured > (own.isUnmeasured() ? 1 : 0)) {
            return unmeasuredBeside(own);
        }
        return own.index < 0 ? current.largest() : current.largest(own.index, low + own.linked, high + own.linked);
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
        values.forEach((symbol, own) -> {
            if (own.told) {
                set(symbol, own.value, own.low, own.high);
            }
        });
        route();
        link();
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
