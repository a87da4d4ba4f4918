package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a currency is worth in the account currency, by marked spot symbols: the symbol that quotes it in the
 * account currency, else the one that quotes the account currency in it (the quotient rounded to 34 digits), else two such
 * steps over the alphabetically first currency that links them. One rate converts every amount of a valuation, so sums
 * before and after conversion agree to the last digit.
 */
final class Rates {
    private static final Optional<BigDecimal> ITSELF = Optional.of(BigDecimal.ONE);

    private final String account;
    private final Map<String, SortedMap<String, Symbol>> priced = new HashMap<>();
    private final Map<Symbol, BigDecimal> marks = new HashMap<>();
    private final Map<String, Optional<BigDecimal>> known = new HashMap<>();
    private final SortedSet<String> foreign = new TreeSet<>();

    Rates(String account, Collection<Instrument> universe) {
        this.account = account;
        for (Instrument instrument : universe) {
            foreign.add(instrument.symbol().quote());
            foreign.add(instrument.settlementCurrency());
            if (instrument.kind() == InstrumentKind.SPOT) {
                Symbol symbol = instrument.symbol();
                priced.computeIfAbsent(symbol.base(), c -> new TreeMap<>()).put(symbol.quote(), symbol);
            }
        }
        foreign.remove(account);
    }

    /** Learns the price of a spot symbol. */
    void mark(Symbol symbol, BigDecimal price) {
        marks.put(symbol, price);
        known.clear();
    }

    /** Units of the account currency for one unit; empty when nothing links the two. */
    Optional<BigDecimal> of(String currency) {
        return currency.equals(account)
                ? ITSELF
                : known.computeIfAbsent(currency, from -> Optional.ofNullable(search(from)));
    }

    /** Those that are known, of what the universe is quoted and settled in and of more currencies, by currency. */
    FrozenMap<String, BigDecimal> ofAll(Collection<String> more) {
        TreeMap<String, BigDecimal> all = new TreeMap<>();
        for (String currency : foreign) {
            of(currency).ifPresent(rate -> all.put(currency, rate));
        }
        for (String currency : more) {
            if (!currency.equals(account)) {
                of(currency).ifPresent(rate -> all.put(currency, rate));
            }
        }
        return FrozenMap.holding(all);
    }

    private @Nullable BigDecimal search(String currency) {
        BigDecimal oneStep = step(currency, account);
        if (oneStep != null) {
            return oneStep;
        }
        for (String between : neighbours(currency)) {
            BigDecimal first = step(currency, between);
            BigDecimal second = step(between, account);
            if (first != null && second != null) {
                return Decimals.normal(first.multiply(second));
            }
        }
        return null;
    }

    private SortedSet<String> neighbours(String currency) {
        SortedSet<String> names =
                new TreeSet<>(priced.getOrDefault(currency, new TreeMap<>()).keySet());
        priced.forEach((base, quotes) -> {
            if (quotes.containsKey(currency)) {
                names.add(base);
            }
        });
        return names;
    }

    private @Nullable BigDecimal step(String from, String to) {
        BigDecimal direct = mark(from, to);
        if (direct != null) {
            return direct;
        }
        BigDecimal inverse = mark(to, from);
        return inverse == null ? null : Decimals.normal(BigDecimal.ONE.divide(inverse, Decimals.QUOTIENT));
    }

    private @Nullable BigDecimal mark(String base, String quote) {
        @Nullable SortedMap<String, Symbol> quotes = priced.get(base);
        @Nullable Symbol symbol = quotes == null ? null : quotes.get(quote);
        return symbol == null ? null : marks.get(symbol);
    }
}
