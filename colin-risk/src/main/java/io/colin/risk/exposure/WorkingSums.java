package io.colin.risk.exposure;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.ExposureKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The exact sums over everything that works, by symbol, and what they come to together with an account's positions. */
final class WorkingSums {
    private static final Totals NOTHING = new Totals();

    private final SortedMap<Symbol, Totals> totals = new TreeMap<>();
    private final Set<Symbol> changed = new HashSet<>();

    void change(Reservation terms, BigDecimal quantity) {
        changed.add(terms.symbol());
        Totals sums = totals.computeIfAbsent(terms.symbol(), s -> new Totals());
        sums.change(terms, quantity);
        if (sums.isNothing()) {
            totals.remove(terms.symbol());
        }
    }

    /** Moves the symbols whose sums changed since the last call. */
    void takeChanged(Collection<Symbol> into) {
        if (!changed.isEmpty()) {
            into.addAll(changed);
            changed.clear();
        }
    }

    List<Symbol> symbols() {
        return List.copyOf(totals.keySet());
    }

    SymbolExposure of(Symbol symbol, Portfolio portfolio) {
        return exposure(portfolio.positions().get(symbol), totals.getOrDefault(symbol, NOTHING));
    }

    static SymbolExposure exposure(Portfolio.@Nullable PositionView view, Totals sums) {
        BigDecimal quantity = view == null ? BigDecimal.ZERO : view.position().quantity();
        BigDecimal value = view == null ? BigDecimal.ZERO : view.value();
        return new SymbolExposure(quantity, value, sums.buyQuantity, sums.sellQuantity, sums.buyValue, sums.sellValue);
    }

    /** Positions and working orders come in the order of symbols both, so that one pass over each is enough. */
    List<Exposed> beside(Symbol own, Portfolio portfolio) {
        List<Exposed> others = new ArrayList<>(portfolio.positions().size() + totals.size());
        Iterator<Map.Entry<Symbol, Totals>> works = totals.entrySet().iterator();
        Map.@Nullable Entry<Symbol, Totals> next = next(works);
        for (Portfolio.PositionView view : portfolio.positions().values()) {
            Symbol symbol = view.position().symbol();
            while (next != null && next.getKey().compareTo(symbol) < 0) {
                add(others, own, new Exposed(next.getKey(), null, next.getValue()));
                next = next(works);
            }
            if (next != null && next.getKey().equals(symbol)) {
                add(others, own, new Exposed(symbol, view, next.getValue()));
                next = next(works);
            } else if (view.position().quantity().signum() != 0) {
                add(others, own, new Exposed(symbol, view, NOTHING));
            }
        }
        for (; next != null; next = next(works)) {
            add(others, own, new Exposed(next.getKey(), null, next.getValue()));
        }
        return others;
    }

    private static <T> @Nullable T next(Iterator<T> all) {
        return all.hasNext() ? all.next() : null;
    }

    private static void add(List<Exposed> to, Symbol own, Exposed next) {
        if (!next.symbol().equals(own)) {
            to.add(next);
        }
    }

    BigDecimal worst(ExposureKind kind, Portfolio portfolio) {
        BigDecimal sum = held(kind, portfolio);
        for (Map.Entry<Symbol, Totals> entry : totals.entrySet()) {
            SymbolExposure exposure = exposure(portfolio.positions().get(entry.getKey()), entry.getValue());
            sum = sum.add(exposure.worst(kind)).subtract(kind.of(exposure.positionValue()));
        }
        return sum;
    }

    private static BigDecimal held(ExposureKind kind, Portfolio portfolio) {
        if (kind == ExposureKind.GROSS) {
            return portfolio.grossExposure();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Portfolio.PositionView view : portfolio.positions().values()) {
            sum = sum.add(kind.of(view.value()));
        }
        return sum;
    }

    BigDecimal committedCash(String currency) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Symbol, Totals> entry : totals.entrySet()) {
            if (entry.getKey().quote().equals(currency)) {
                sum = sum.add(entry.getValue().buyCost);
            }
        }
        return sum;
    }

    BigDecimal committedIn(Symbol symbol) {
        return totals.getOrDefault(symbol, NOTHING).buyCost;
    }
}
