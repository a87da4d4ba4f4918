package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Fill;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What strategies and venues hold and have working, at its worst case. A position counts to the strategy whose order and
 * the venue where it was filled; the rest of what the account holds belongs to {@link #EXTERNAL} of either kind. The
 * account itself is asked of {@link ExposureBook}, the firm of {@link FirmExposure}.
 *
 * <p>Single-threaded.
 */
public final class ScopeExposure {
    /** The strategy, and the venue, of a position that no fill of our orders explains. */
    public static final String EXTERNAL = "EXTERNAL";

    private static final String PREFIX = "exposure.";
    private static final char END_OF_NAME = '|';
    private static final Totals NOTHING = new Totals();

    private final SortedMap<LimitScope, SortedMap<Symbol, BigDecimal>> positions = new TreeMap<>();
    private final Map<LimitScope, SortedMap<Symbol, Totals>> working = new HashMap<>();

    ScopeExposure() {}

    /**
     * One symbol of one scope at its worst case.
     *
     * @param scope a strategy or a venue
     * @param symbol any symbol
     * @param portfolio the account now
     * @param unitValue worth of one unit at its mark, in the account currency
     * @return position and working orders
     * @throws IllegalArgumentException for the account and the firm
     */
    public SymbolExposure of(LimitScope scope, Symbol symbol, Portfolio portfolio, BigDecimal unitValue) {
        BigDecimal quantity = position(scope, symbol, portfolio);
        Totals sums = working(scope, symbol);
        return new SymbolExposure(
                quantity,
                quantity.multiply(unitValue),
                sums.buyQuantity,
                sums.sellQuantity,
                sums.buyValue,
                sums.sellValue);
    }

    /**
     * One scope at its worst case: Σ of the worst case of every symbol it holds or works in.
     *
     * @param kind what of it counts
     * @param scope a strategy or a venue
     * @param portfolio the account now
     * @param values worth of one unit at its mark
     * @return in the account currency, 0 or more; empty when something in it has no value
     * @throws IllegalArgumentException for the account and the firm
     */
    public Optional<BigDecimal> worst(ExposureKind kind, LimitScope scope, Portfolio portfolio, UnitValues values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Symbol symbol : symbols(scope, portfolio)) {
            Optional<BigDecimal> unitValue = values.of(symbol);
            if (unitValue.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(of(scope, symbol, portfolio, unitValue.get()).worst(kind));
        }
        return Optional.of(sum);
    }

    /**
     * The strategies and venues that hold or work something by our orders.
     *
     * @return in their order, without {@link #EXTERNAL}
     */
    public SortedSet<LimitScope> all() {
        SortedSet<LimitScope> scopes = new TreeSet<>(positions.keySet());
        scopes.addAll(working.keySet());
        scopes.removeIf(scope -> scope.name().equals(EXTERNAL));
        return scopes;
    }

    /**
     * Where a position is held, by the fills of our orders.
     *
     * @param symbol any symbol
     * @param portfolio the account now
     * @return signed quantity by venue, none 0, the rest at {@link #EXTERNAL}; they sum to the position
     */
    public SortedMap<String, BigDecimal> byVenue(Symbol symbol, Portfolio portfolio) {
        SortedMap<String, BigDecimal> held = new TreeMap<>();
        BigDecimal rest = portfolio.quantity(symbol);
        for (Map.Entry<LimitScope, SortedMap<Symbol, BigDecimal>> entry : positions.entrySet()) {
            @Nullable BigDecimal quantity = entry.getValue().get(symbol);
            if (entry.getKey().kind() == LimitScope.Kind.VENUE && quantity != null) {
                held.put(entry.getKey().name(), quantity);
                rest = rest.subtract(quantity);
            }
        }
        if (rest.signum() != 0) {
            held.merge(EXTERNAL, rest, BigDecimal::add);
        }
        return held;
    }

    /** A strategy's order was executed: strategy and venue hold what it bought, less a fee taken from the holding. */
    void onFill(Fill fill, String strategy) {
        if (strategy.equals(EXTERNAL)) {
            return;
        }
        BigDecimal change = fill.signedQuantity();
        if (fill.symbol().settlement().isEmpty()
                && fill.feeCurrency().equals(fill.symbol().base())) {
            change = change.subtract(fill.fee());
        }
        fill(LimitScope.strategy(strategy), fill.symbol(), change);
        fill(LimitScope.venue(fill.venue()), fill.symbol(), change);
    }

    private void fill(LimitScope scope, Symbol symbol, BigDecimal change) {
        SortedMap<Symbol, BigDecimal> held = positions.computeIfAbsent(scope, s -> new TreeMap<>());
        BigDecimal after =
                Decimals.normal(held.getOrDefault(symbol, BigDecimal.ZERO).add(change));
        put(scope, held, symbol, after);
    }

    private void put(LimitScope scope, SortedMap<Symbol, BigDecimal> held, Symbol symbol, BigDecimal quantity) {
        if (quantity.signum() != 0) {
            held.put(symbol, quantity);
            return;
        }
        held.remove(symbol);
        if (held.isEmpty()) {
            positions.remove(scope);
        }
    }

    void work(LimitScope scope, Reservation reservation, BigDecimal change) {
        if (change.signum() == 0) {
            return;
        }
        SortedMap<Symbol, Totals> bySymbol = working.computeIfAbsent(scope, s -> new TreeMap<>());
        Totals totals = bySymbol.computeIfAbsent(reservation.symbol(), s -> new Totals());
        totals.change(reservation, change);
        if (totals.isNothing()) {
            bySymbol.remove(reservation.symbol());
            if (bySymbol.isEmpty()) {
                working.remove(scope);
            }
        }
    }

    private BigDecimal position(LimitScope scope, Symbol symbol, Portfolio portfolio) {
        Require.that(
                scope.kind() == LimitScope.Kind.STRATEGY || scope.kind() == LimitScope.Kind.VENUE,
                "scope",
                "must be a strategy or a venue",
                scope);
        return scope.name().equals(EXTERNAL)
                ? portfolio.quantity(symbol).subtract(attributed(scope.kind(), symbol))
                : held(scope).getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** Signed quantity by fills of every scope of a kind. */
    private BigDecimal attributed(LimitScope.Kind kind, Symbol symbol) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<LimitScope, SortedMap<Symbol, BigDecimal>> entry : positions.entrySet()) {
            if (entry.getKey().kind() == kind) {
                sum = sum.add(entry.getValue().getOrDefault(symbol, BigDecimal.ZERO));
            }
        }
        return sum;
    }

    private Totals working(LimitScope scope, Symbol symbol) {
        @Nullable SortedMap<Symbol, Totals> bySymbol = working.get(scope);
        return bySymbol == null ? NOTHING : bySymbol.getOrDefault(symbol, NOTHING);
    }

    /** Of what came from elsewhere every symbol may be one. */
    private SortedSet<Symbol> symbols(LimitScope scope, Portfolio portfolio) {
        SortedSet<Symbol> symbols = new TreeSet<>(held(scope).keySet());
        symbols.addAll(working.getOrDefault(scope, Collections.emptySortedMap()).keySet());
        if (scope.name().equals(EXTERNAL)) {
            symbols.addAll(portfolio.positions().keySet());
            positions.values().forEach(held -> symbols.addAll(held.keySet()));
            symbols.removeIf(symbol -> position(scope, symbol, portfolio).signum() == 0
                    && working(scope, symbol).isNothing());
        }
        return symbols;
    }

    private SortedMap<Symbol, BigDecimal> held(LimitScope scope) {
        return positions.getOrDefault(scope, Collections.emptySortedMap());
    }

    /**
     * Writes what must survive a restart: what strategies and venues hold. Working orders are told again.
     *
     * @param state receives texts whose names start with {@code exposure.}
     */
    public void save(Map<String, String> state) {
        positions.forEach((scope, held) -> held.forEach(
                (symbol, quantity) -> state.put(PREFIX + scope + END_OF_NAME + symbol, Decimals.text(quantity))));
    }

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is unreadable
     */
    public void restore(Map<String, String> state) {
        SortedMap<LimitScope, SortedMap<Symbol, BigDecimal>> saved = new TreeMap<>();
        state.forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                int bar = name.indexOf(END_OF_NAME);
                Require.that(bar > 0, name, "must be exposure.kind.name|symbol", text);
                LimitScope scope = scope(name, name.substring(PREFIX.length(), bar));
                Symbol symbol = Symbol.of(name.substring(bar + 1));
                saved.computeIfAbsent(scope, s -> new TreeMap<>()).put(symbol, Decimals.parse(name, text));
            }
        });
        positions.clear();
        positions.putAll(saved);
    }

    private static LimitScope scope(String name, String text) {
        int dot = text.indexOf('.');
        String kind = dot < 0 ? text : text.substring(0, dot);
        return switch (kind) {
            case "strategy" -> LimitScope.strategy(text.substring(dot + 1));
            case "venue" -> LimitScope.venue(text.substring(dot + 1));
            default -> throw Require.broken(name, "must name a strategy or a venue", text);
        };
    }
}
