package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * By the returns of which symbols the rate of a currency is measured. In this order: of the symbol that quotes it in the
 * account currency, or the other way round with the sign turned; over a state's currency or a stablecoin; over another
 * currency. Spot goes before derivatives on the same two currencies.
 *
 * <p>A state's currency or a stablecoin that no returns lead to, in an account kept in one as well, counts as not moving and
 * is named: what it loses when it breaks is stress, not value at risk. Any other currency without a route leads to the
 * symbol that would price it, which then cannot be measured: nothing is left out silently. Immutable.
 */
public final class CurrencyRoutes {
    private final String account;
    private final Predicate<String> money;
    /** The first symbol of two currencies, by base, then by quote. */
    private final SortedMap<String, SortedMap<String, Symbol>> symbols = new TreeMap<>();

    private CurrencyRoutes(List<Symbol> measured, String account, Predicate<String> money) {
        this.account = account;
        this.money = money;
        // Ascending: BTC/USD before BTC/USD:USD.
        measured.stream()
                .sorted()
                .forEach(symbol -> symbols.computeIfAbsent(symbol.base(), base -> new TreeMap<>())
                        .putIfAbsent(symbol.quote(), symbol));
    }

    /**
     * Over symbols that have returns.
     *
     * @param measured in any order
     * @param account the account currency
     * @return the routes, with states' currencies and stablecoins as {@link Money} knows them
     */
    public static CurrencyRoutes of(List<Symbol> measured, String account) {
        return new CurrencyRoutes(
                measured, account, code -> Money.isMoney(code) || (code.equals(account) && Money.isMoneyOf(code)));
    }

    /** With the states' currencies and stablecoins of a portfolio. */
    static CurrencyRoutes of(List<Symbol> measured, StressPortfolio portfolio) {
        return new CurrencyRoutes(measured, portfolio.currency(), portfolio::isMoney);
    }

    /**
     * One symbol whose returns count.
     *
     * @param sign −1 where the currency is what the symbol is quoted in
     */
    private record Leg(Symbol symbol, int sign) {}

    /**
     * A way to the account currency.
     *
     * @param legs in any order, their returns add up
     * @param still a currency on the way whose own rate counts as not moving
     */
    private record Route(List<Leg> legs, Optional<String> still) {}

    /**
     * What balances count under the symbols that price them.
     *
     * @param balances signed value in the account currency by currency: see {@link Balances}
     * @return the sum of each symbol, none 0
     */
    public SortedMap<Symbol, BigDecimal> under(SortedMap<String, BigDecimal> balances) {
        return carried(new TreeMap<>(), balances);
    }

    /**
     * All that moves with prices: positions, and what balances count under the symbols that price them.
     *
     * @param positions signed value in the account currency by symbol
     * @param balances the same by currency: see {@link Balances}
     * @return the sum of each symbol, none 0
     */
    public SortedMap<Symbol, BigDecimal> carried(
            SortedMap<Symbol, BigDecimal> positions, SortedMap<String, BigDecimal> balances) {
        SortedMap<Symbol, BigDecimal> sums = new TreeMap<>(positions);
        balances.forEach((code, value) -> {
            for (Leg leg : of(code).legs()) {
                sums.merge(leg.symbol(), leg.sign() < 0 ? value.negate() : value, BigDecimal::add);
            }
        });
        sums.values().removeIf(value -> value.signum() == 0);
        return sums;
    }

    /**
     * Which currency on the way to the account's counts as not moving, since no returns tell of it.
     *
     * @param currency any
     * @return itself or the one its route ends at; empty when returns lead all the way
     */
    public Optional<String> still(String currency) {
        return of(currency).still();
    }

    private Route of(String currency) {
        Optional<Route> known = direct(currency).or(() -> overMoney(currency));
        if (known.isPresent()) {
            return known.get();
        }
        if (isStill(currency)) {
            return new Route(List.of(), Optional.of(currency));
        }
        return overAny(currency)
                .orElseGet(() -> new Route(List.of(new Leg(Symbol.of(currency + "/" + account), 1)), Optional.empty()));
    }

    private boolean isStill(String currency) {
        return money.test(currency) && money.test(account);
    }

    private Optional<Route> direct(String currency) {
        return leg(currency, account).map(leg -> new Route(List.of(leg), Optional.empty()));
    }

    private Optional<Route> overMoney(String currency) {
        Optional<Route> still = Optional.empty();
        for (String between : neighbours(currency)) {
            if (money.test(between) && !between.equals(account)) {
                Leg first = leg(currency, between).orElseThrow();
                Optional<Leg> second = leg(between, account);
                if (second.isPresent()) {
                    return Optional.of(new Route(List.of(first, second.get()), Optional.empty()));
                }
                if (still.isEmpty() && isStill(between)) {
                    still = Optional.of(new Route(List.of(first), Optional.of(between)));
                }
            }
        }
        return still;
    }

    private Optional<Route> overAny(String currency) {
        for (String between : neighbours(currency)) {
            Optional<Route> rest = direct(between).or(() -> overMoney(between));
            if (rest.isPresent()) {
                List<Leg> legs = new ArrayList<>(rest.get().legs());
                legs.addFirst(leg(currency, between).orElseThrow());
                return Optional.of(new Route(List.copyOf(legs), rest.get().still()));
            }
        }
        return Optional.empty();
    }

    private Optional<Leg> leg(String from, String to) {
        return symbol(from, to)
                .map(symbol -> new Leg(symbol, 1))
                .or(() -> symbol(to, from).map(symbol -> new Leg(symbol, -1)));
    }

    private Optional<Symbol> symbol(String base, String quote) {
        return Optional.ofNullable(symbols.getOrDefault(base, new TreeMap<>()).get(quote));
    }

    private SortedSet<String> neighbours(String currency) {
        SortedSet<String> names =
                new TreeSet<>(symbols.getOrDefault(currency, new TreeMap<>()).keySet());
        for (Map.Entry<String, SortedMap<String, Symbol>> entry : symbols.entrySet()) {
            if (entry.getValue().containsKey(currency)) {
                names.add(entry.getKey());
            }
        }
        return names;
    }
}
