package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a paper venue asks of an account that trades derivatives. Cross margin, one account for each settlement currency:
 * its equity is the collateral, less fees, plus what is won or lost at the mid; what a symbol needs is a share of the value
 * of the larger of what it may hold long and short when its open orders fill. Of its own symbol an order is asked for its
 * own side, beyond flat. Immutable.
 *
 * @param collateral by settlement currency, in that currency, 0 or more; none of a currency that is not named
 * @param rates of all symbols that have none of their own
 * @param own rates by symbol
 */
public record Margin(SortedMap<String, BigDecimal> collateral, Rates rates, SortedMap<Symbol, Rates> own) {
    /** Checks, normalises and copies. */
    public Margin {
        SortedMap<String, BigDecimal> amounts = new TreeMap<>();
        for (Entry<String, BigDecimal> amount : collateral.entrySet()) {
            Require.text("currency", amount.getKey());
            Require.that(
                    amount.getValue().signum() >= 0,
                    "collateral",
                    "must be 0 or more of " + amount.getKey(),
                    amount.getValue());
            amounts.put(amount.getKey(), Decimals.normal(amount.getValue()));
        }
        collateral = Collections.unmodifiableSortedMap(amounts);
        own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
    }

    /**
     * Shares of a position's value.
     *
     * @param initial to open or add to it, in (0, 1]: 1 over the leverage
     * @param maintenance to keep it, in [0, initial]
     */
    public record Rates(BigDecimal initial, BigDecimal maintenance) {
        /** Checks and normalises. */
        public Rates {
            Require.that(
                    initial.signum() > 0 && initial.compareTo(BigDecimal.ONE) <= 0,
                    "margin.initial",
                    "must be in (0, 1]",
                    initial);
            Require.that(
                    maintenance.signum() >= 0 && maintenance.compareTo(initial) <= 0,
                    "margin.maintenance",
                    "must be in [0, " + Decimals.text(initial) + "], the initial rate",
                    maintenance);
            initial = Decimals.normal(initial);
            maintenance = Decimals.normal(maintenance);
        }
    }

    /**
     * The same rates for all symbols.
     *
     * @param collateral by settlement currency
     * @param initial share of the value, in (0, 1]
     * @param maintenance share of the value, in [0, initial]
     * @return the terms
     */
    public static Margin of(Map<String, BigDecimal> collateral, BigDecimal initial, BigDecimal maintenance) {
        return new Margin(new TreeMap<>(collateral), new Rates(initial, maintenance), new TreeMap<>());
    }

    /**
     * Terms with other rates for one symbol.
     *
     * @param symbol that has them
     * @param initial share of the value, in (0, 1]
     * @param maintenance share of the value, in [0, initial]
     * @return other terms
     */
    public Margin with(Symbol symbol, BigDecimal initial, BigDecimal maintenance) {
        SortedMap<Symbol, Rates> more = new TreeMap<>(own);
        more.put(symbol, new Rates(initial, maintenance));
        return new Margin(collateral, rates, more);
    }

    /**
     * The rates of a symbol.
     *
     * @param symbol any
     * @return its own, else those of all
     */
    public Rates rates(Symbol symbol) {
        return own.getOrDefault(symbol, rates);
    }
}
