package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.DataLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How old the prices are that an account is valued at: of every symbol held, and of the spot symbols that convert what is held
 * in another currency, in the order in which an account looks for its rates.
 *
 * <p>A symbol is marked at its mid, while it has a quote that is not crossed and no later trade outside it, else at the newer of
 * its last trade and its last close: the age is that of the one that is taken, for a later trade within the quote does not make
 * the mid that counts any newer. The close of a bar
 * is as new as can be until the next bar is due, so that the length of the bar is added to the age it may have. What is fresh
 * enough to trade at is fresh enough to be marked at.
 */
final class HeldPrices {
    private static final long NEVER = Long.MIN_VALUE;
    /** As symbols name currencies. */
    private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{1,20}");

    /** Currencies that may link two others, of all symbols that were ever seen. */
    private final NavigableSet<String> links = new TreeSet<>();

    private final Set<Symbol> seen = new HashSet<>();

    /**
     * Symbols that quote the one currency in the other and the other in the one; none of a currency that no symbol can name.
     */
    record Pair(String from, String to, Optional<Symbol> direct, Optional<Symbol> reverse) {
        private static Pair of(String from, String to) {
            boolean isNamed =
                    CURRENCY.matcher(from).matches() && CURRENCY.matcher(to).matches() && !from.equals(to);
            return new Pair(
                    from,
                    to,
                    isNamed ? Optional.of(Symbol.of(from + "/" + to)) : Optional.empty(),
                    isNamed ? Optional.of(Symbol.of(to + "/" + from)) : Optional.empty());
        }

        private String name() {
            return from + "/" + to;
        }
    }

    /**
     * What an account holds that needs a price.
     *
     * @param rates what would price the currencies other than that of the account, in their order
     */
    record Held(Portfolio account, List<Symbol> symbols, List<Pair> rates) {}

    /**
     * A price that is too old.
     *
     * @param ageNs negative for what claims to come from the future; {@link Long#MAX_VALUE} when there is none
     * @param mostNs the greatest age it may have
     */
    record Late(String name, long ageNs, long mostNs) {
        @Override
        public String toString() {
            return isMissing()
                    ? name + " none"
                    : name + " " + Duration.ofNanos(ageNs) + " of " + Duration.ofNanos(mostNs);
        }

        boolean isMissing() {
            return ageNs == Long.MAX_VALUE;
        }
    }

    /** A symbol trades: its currencies may link others. */
    void seen(Symbol symbol) {
        if (seen.add(symbol)) {
            links.add(symbol.base());
            links.add(symbol.quote());
        }
    }

    /** The greatest age of a price that no bar made. */
    static long mostNs(DataLimits limits) {
        return Math.max(limits.maxMarkAge().toNanos(), limits.maxQuoteAge().toNanos());
    }

    static Held of(Portfolio account) {
        List<Symbol> symbols = new ArrayList<>(account.positions().size());
        NavigableSet<String> currencies = new TreeSet<>();
        account.positions().forEach((symbol, view) -> {
            if (view.position().quantity().signum() != 0) {
                symbols.add(symbol);
                currencies.add(symbol.quote());
                symbol.settlement().ifPresent(currencies::add);
            }
        });
        account.cash().forEach((currency, amount) -> {
            if (amount.signum() != 0) {
                currencies.add(currency);
            }
        });
        currencies.remove(account.currency());
        List<Pair> rates = new ArrayList<>(currencies.size());
        currencies.forEach(currency -> rates.add(Pair.of(currency, account.currency())));
        return new Held(account, symbols, rates);
    }

    /** What an account is valued at that is too old or not there, each once, in the order of their names. */
    List<Late> late(Portfolio account, MarketView market, DataLimits limits) {
        Held held = of(account);
        SortedMap<String, Late> late = new TreeMap<>();
        long most = mostNs(limits);
        held.symbols().forEach(symbol -> look(symbol, market, most, late));
        for (Pair rate : held.rates()) {
            List<Symbol> path = path(rate, account, market);
            path.forEach(symbol -> look(symbol, market, most, late));
            if (path.isEmpty()) {
                String name = rate.name();
                late.put(name, new Late(name, Long.MAX_VALUE, most));
            }
        }
        return List.copyOf(late.values());
    }

    private static void look(Symbol symbol, MarketView market, long mostNs, Map<String, Late> late) {
        long made = madeAtNs(market, symbol);
        long most = mostNs + barNs(market, symbol, made);
        if (!counts(made, market.timeNs(), most)) {
            late.put(symbol.name(), new Late(symbol.name(), ageNs(made, market.timeNs()), most));
        }
    }

    /**
     * Until when all of it has a price that is not too old; {@link Long#MIN_VALUE} when something has none now. A rate over a
     * third currency is not told.
     */
    static long freshUntilNs(Held held, MarketView market, long mostNs) {
        long until = Long.MAX_VALUE;
        for (int i = 0; i < held.symbols().size(); i++) {
            until = Math.min(until, freshUntilNs(market, held.symbols().get(i), mostNs));
        }
        for (int i = 0; i < held.rates().size(); i++) {
            @Nullable Symbol rate = step(held.rates().get(i), market);
            until = rate == null ? NEVER : Math.min(until, freshUntilNs(market, rate, mostNs));
        }
        return until;
    }

    private static long freshUntilNs(MarketView market, Symbol symbol, long mostNs) {
        long made = madeAtNs(market, symbol);
        long most = mostNs + barNs(market, symbol, made);
        return counts(made, market.timeNs(), most) ? made + most : NEVER;
    }

    private static boolean counts(long madeNs, long nowNs, long mostNs) {
        return madeNs != NEVER && madeNs <= nowNs && ageNs(madeNs, nowNs) <= mostNs;
    }

    private static long ageNs(long madeNs, long nowNs) {
        long age = nowNs - madeNs;
        return madeNs == NEVER || (madeNs <= nowNs && age < 0) ? Long.MAX_VALUE : age;
    }

    /** When the price was made that marks a symbol; a trade outside an older quote marks in its place. */
    private static long madeAtNs(MarketView market, Symbol symbol) {
        @Nullable Quote quote = market.quote(symbol).orElse(null);
        @Nullable Trade trade = market.lastTrade(symbol).orElse(null);
        if (quote != null && !quote.isCrossed()) {
            return trade != null && isRefuted(quote, trade) ? trade.timeNs() : quote.timeNs();
        }
        @Nullable Bar bar = market.lastBar(symbol).orElse(null);
        long closed = bar == null ? NEVER : bar.timeNs();
        return trade == null ? closed : Math.max(trade.timeNs(), closed);
    }

    private static boolean isRefuted(Quote quote, Trade later) {
        return later.timeNs() > quote.timeNs()
                && (later.price().compareTo(quote.bid()) < 0 || later.price().compareTo(quote.ask()) > 0);
    }

    /** How long the bar lasted whose close a price is, as a book modelled from bars shows it too; 0 for any other price. */
    private static long barNs(MarketView market, Symbol symbol, long madeNs) {
        @Nullable Bar bar = market.lastBar(symbol).orElse(null);
        return bar != null && bar.timeNs() == madeNs ? bar.timeNs() - bar.openTimeNs() : 0;
    }

    /** The symbols that give the rate of a currency; none when nothing priced does. */
    private List<Symbol> path(Pair rate, Portfolio account, MarketView market) {
        @Nullable Symbol oneStep = step(rate, market);
        if (oneStep != null) {
            return List.of(oneStep);
        }
        String currency = rate.from();
        for (String link : links(currency, account)) {
            @Nullable Symbol first = step(Pair.of(currency, link), market);
            @Nullable Symbol second = step(Pair.of(link, account.currency()), market);
            if (first != null && second != null) {
                return List.of(first, second);
            }
        }
        return List.of();
    }

    private NavigableSet<String> links(String currency, Portfolio account) {
        NavigableSet<String> between = new TreeSet<>(links);
        between.addAll(account.rates().keySet());
        account.positions().keySet().forEach(symbol -> between.add(symbol.base()));
        between.remove(currency);
        between.remove(account.currency());
        return between;
    }

    private static @Nullable Symbol step(Pair pair, MarketView market) {
        return pair.direct()
                .filter(symbol -> isPriced(market, symbol))
                .or(() -> pair.reverse().filter(symbol -> isPriced(market, symbol)))
                .orElse(null);
    }

    private static boolean isPriced(MarketView market, Symbol symbol) {
        @Nullable Instrument terms = market.instrument(symbol).orElse(null);
        return terms != null && terms.kind() == InstrumentKind.SPOT && madeAtNs(market, symbol) != NEVER;
    }
}
