package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.Marker;
import io.colin.api.market.MarketView;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.DataLimits;
import java.math.BigDecimal;
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
import org.jspecify.annotations.Nullable;

/**
 * How old the prices are that an account is valued at: of every symbol held, and of the spot symbols that convert what is
 * held in another currency, in the order in which an account looks for its rates.
 *
 * <p>The market says what marks a symbol, and when that was made. The close of a bar is as new as can be until the next bar
 * is due, so that the length of the bar is added to the age it may have. What is fresh enough to trade at is fresh enough to
 * be marked at.
 */
final class HeldPrices {
    /** Currencies that may link two others, of all symbols that were ever seen. */
    private final NavigableSet<String> links = new TreeSet<>();

    private final Set<Symbol> seen = new HashSet<>();

    /** The account looked at last, with what it holds. */
    private @Nullable Portfolio account;

    private Held held = new Held(List.of(), List.of(), List.of());

    /**
     * Symbols that quote the one currency in the other and the other in the one; none of a currency that no symbol can name.
     */
    record Pair(String from, String to, Optional<Symbol> direct, Optional<Symbol> reverse) {
        private static Pair of(String from, String to) {
            return new Pair(from, to, Symbol.spot(from, to), Symbol.spot(to, from));
        }

        private String name() {
            return from + "/" + to;
        }
    }

    /**
     * What an account holds that needs a price.
     *
     * @param symbols of the positions, in their order
     * @param rates what would price the currencies other than that of the account, in their order
     */
    record Held(List<Portfolio.PositionView> positions, List<Symbol> symbols, List<Pair> rates) {}

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

    /**
     * What is too old.
     *
     * @param prices each once, in the order of their names
     * @param isSmall whether so little is held at them that risk may be added all the same
     */
    record Stale(List<Late> prices, boolean isSmall) {
        private static final Stale NOTHING = new Stale(List.of(), true);
    }

    /**
     * What could be lost on a holding whose price nobody knows.
     *
     * <p>A long of n linear contracts of size c that falls from m to p loses n · c · (m − p), at most its value at m. A long
     * of n inverse contracts loses n · c · (1/p − 1/m) of its coin, without bound, and as much is worth
     * n · c · (1 − p/m) once the coin is at p too: less than n · c, which is its value at any price. In an account in the
     * coin itself nothing bounds what a contract on it loses, of either kind. The profit of either is money of its
     * settlement currency, lost with that.
     *
     * @param worth at its last price, in the account currency
     * @param isBounded whether that is the most it can lose: of what is short it is not, nor of a currency owed, nor of a
     *     contract on the coin that is the currency of its account, nor of what was never priced
     */
    private record Stake(BigDecimal worth, boolean isBounded) {
        private static Stake of(Portfolio.PositionView view, Portfolio account) {
            Symbol symbol = view.position().symbol();
            boolean isOnItsCoin = symbol.base().equals(account.currency())
                    && symbol.settlement().isPresent();
            return new Stake(view.value().abs(), view.position().quantity().signum() > 0 && !isOnItsCoin);
        }

        /** Of a currency: its cash, what contracts gained or lost in it, and all that is quoted or settled in it. */
        private static Stake of(String currency, Portfolio account, List<Portfolio.PositionView> held) {
            @Nullable BigDecimal rate = account.rates().get(currency);
            BigDecimal cash = account.cash().getOrDefault(currency, BigDecimal.ZERO);
            BigDecimal money = rate == null ? BigDecimal.ZERO : cash.multiply(rate);
            Stake sum = new Stake(BigDecimal.ZERO, cash.signum() >= 0);
            for (Portfolio.PositionView view : held) {
                Symbol symbol = view.position().symbol();
                boolean isSettled = isSettledIn(symbol, currency);
                money = isSettled ? money.add(view.unrealisedPnl()) : money;
                sum = isSettled || symbol.quote().equals(currency) ? sum.with(of(view, account)) : sum;
            }
            return sum.with(new Stake(money, money.signum() >= 0));
        }

        private static boolean isSettledIn(Symbol symbol, String currency) {
            return symbol.settlement().filter(currency::equals).isPresent();
        }

        private Stake with(Stake other) {
            return new Stake(worth.add(other.worth), isBounded && other.isBounded);
        }

        private static boolean areSmall(List<Stake> stakes, Portfolio account, BigDecimal share) {
            Stake sum = stakes.stream().reduce(new Stake(BigDecimal.ZERO, account.isPriced()), Stake::with);
            return sum.isBounded() && sum.worth().compareTo(share.multiply(account.equity())) <= 0;
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

    /** What an account holds; the same object is looked at once. */
    @SuppressWarnings("ReferenceEquality") // an equal account gets a look of its own
    private Held heldBy(Portfolio portfolio) {
        if (portfolio != account) {
            held = of(portfolio);
            account = portfolio;
        }
        return held;
    }

    static Held of(Portfolio account) {
        List<Portfolio.PositionView> positions =
                new ArrayList<>(account.positions().size());
        NavigableSet<String> currencies = new TreeSet<>();
        account.positions().forEach((symbol, view) -> {
            if (view.position().quantity().signum() != 0) {
                positions.add(view);
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
        List<Symbol> symbols =
                positions.stream().map(view -> view.position().symbol()).toList();
        return new Held(positions, symbols, rates);
    }

    /** What an account is valued at that is too old or not there. */
    Stale stale(Portfolio account, MarketView market, DataLimits limits) {
        Held its = heldBy(account);
        long most = mostNs(limits);
        if (isFresh(its, market, most)) {
            return Stale.NOTHING;
        }
        SortedMap<String, Late> late = new TreeMap<>();
        List<Stake> stakes = new ArrayList<>();
        for (Portfolio.PositionView view : its.positions()) {
            if (isLate(view.position().symbol(), market, most, late)) {
                stakes.add(Stake.of(view, account));
            }
        }
        for (Pair rate : its.rates()) {
            List<Symbol> path = path(rate, account, market);
            boolean isLate = path.isEmpty();
            for (Symbol step : path) {
                isLate |= isLate(step, market, most, late);
            }
            if (path.isEmpty()) {
                String name = rate.name();
                late.put(name, new Late(name, Long.MAX_VALUE, most));
            }
            if (isLate) {
                stakes.add(Stake.of(rate.from(), account, its.positions()));
            }
        }
        return new Stale(List.copyOf(late.values()), Stake.areSmall(stakes, account, limits.maxStaleShare()));
    }

    private static boolean isLate(Symbol symbol, MarketView market, long mostNs, Map<String, Late> late) {
        @Nullable Marker marker = market.markedBy(symbol).orElse(null);
        if (isFresh(marker, symbol, market, mostNs)) {
            return false;
        }
        long most = marker == null ? mostNs : mostNs + barNs(market, symbol, marker);
        long age = marker == null ? Long.MAX_VALUE : ageNs(marker, market);
        late.put(symbol.name(), new Late(symbol.name(), age, most));
        return true;
    }

    /** Whether all of it has a price that is not too old. A rate over a third currency is not told. Allocates nothing. */
    static boolean isFresh(Held held, MarketView market, long mostNs) {
        for (int i = 0; i < held.symbols().size(); i++) {
            Symbol symbol = held.symbols().get(i);
            if (!isFresh(market.markedBy(symbol).orElse(null), symbol, market, mostNs)) {
                return false;
            }
        }
        for (int i = 0; i < held.rates().size(); i++) {
            @Nullable Symbol rate = step(held.rates().get(i), market);
            if (rate == null || !isFresh(market.markedBy(rate).orElse(null), rate, market, mostNs)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFresh(@Nullable Marker marker, Symbol symbol, MarketView market, long mostNs) {
        if (marker == null || marker.timeNs() > market.timeNs()) {
            return false;
        }
        long age = ageNs(marker, market);
        return age <= mostNs || age <= mostNs + barNs(market, symbol, marker);
    }

    private static long ageNs(Marker marker, MarketView market) {
        long age = market.timeNs() - marker.timeNs();
        return marker.timeNs() <= market.timeNs() && age < 0 ? Long.MAX_VALUE : age;
    }

    /** How long the bar lasted whose close a price is, as a book modelled from bars shows it too; 0 for any other price. */
    private static long barNs(MarketView market, Symbol symbol, Marker marker) {
        @Nullable Bar bar = market.lastBar(symbol).orElse(null);
        return bar != null && bar.timeNs() == marker.timeNs() ? bar.timeNs() - bar.openTimeNs() : 0;
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
        return terms != null
                && terms.kind() == InstrumentKind.SPOT
                && market.markedBy(symbol).isPresent();
    }
}
