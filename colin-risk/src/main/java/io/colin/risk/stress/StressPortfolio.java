package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stress is run over: positions and balances at their marks, and what is known of the assets. Immutable; kept in the
 * order of symbol, currency and venue, so that the order in which it was filled changes no result.
 */
public final class StressPortfolio {
    private static final double LOWEST_BETA = 0.5;
    private static final double HIGHEST_BETA = 2.5;
    private static final long DAY_NS = 86_400_000_000_000L;

    private final String currency;
    private final String market;
    private final List<StressPosition> positions;
    private final List<StressCash> cash;
    private final SortedMap<String, Double> betas;
    private final SortedMap<String, String> sectors;
    private final SortedSet<String> fiat;
    private final SortedSet<String> stablecoins;
    private final StressAssumptions assumptions;
    private final double marketVolatility;
    private final Optional<StressStatistics> statistics;

    private StressPortfolio(Builder builder, Collection<StressPosition> positions, Collection<StressCash> cash) {
        currency = builder.currency;
        market = builder.market;
        this.positions = positions.stream()
                .sorted(Comparator.comparing(StressPosition::symbol).thenComparing(StressPosition::venue))
                .toList();
        this.cash = merged(cash);
        betas = new TreeMap<>(builder.betas);
        sectors = new TreeMap<>(builder.sectors);
        fiat = new TreeSet<>(builder.fiat);
        stablecoins = new TreeSet<>(builder.stablecoins);
        assumptions = builder.assumptions;
        marketVolatility = builder.marketVolatility;
        statistics = builder.statistics;
    }

    private StressPortfolio(StressPortfolio from, Collection<StressPosition> positions, Collection<StressCash> cash) {
        currency = from.currency;
        market = from.market;
        this.positions = List.copyOf(positions);
        this.cash = List.copyOf(cash);
        betas = from.betas;
        sectors = from.sectors;
        fiat = from.fiat;
        stablecoins = from.stablecoins;
        assumptions = from.assumptions;
        marketVolatility = from.marketVolatility;
        statistics = from.statistics;
    }

    /**
     * Starts a portfolio.
     *
     * @param currency the account currency, in which everything is counted and which therefore never moves
     * @return an empty builder whose market asset is BTC
     */
    public static Builder builder(String currency) {
        return new Builder(currency);
    }

    /**
     * The account currency.
     *
     * @return for example {@code USD}
     */
    public String currency() {
        return currency;
    }

    /**
     * The positions.
     *
     * @return by symbol and venue
     */
    public List<StressPosition> positions() {
        return positions;
    }

    /**
     * The balances, with one of 0 where a spot position could be paid from or into.
     *
     * @return by currency and venue
     */
    public List<StressCash> cash() {
        return cash;
    }

    /**
     * Balances, spot holdings and unrealised profits.
     *
     * @return in the account currency
     */
    public double equity() {
        double sum = 0;
        for (StressCash balance : cash) {
            sum += balance.value();
        }
        for (StressPosition position : positions) {
            sum += position.equity();
        }
        return sum;
    }

    /**
     * How strongly an asset follows the market.
     *
     * @param asset for example {@code ETH}
     * @return 1 for the market asset itself; the given β, bounded to [0.5, 2.5]; 1 when unknown
     */
    public double beta(String asset) {
        return asset.equals(market) ? 1 : Math.clamp(betas.getOrDefault(asset, 1.0), LOWEST_BETA, HIGHEST_BETA);
    }

    /**
     * Whether the β of an asset is known.
     *
     * @param asset for example {@code ETH}
     * @return false when {@link #beta} answers an assumed 1
     */
    public boolean isBetaKnown(String asset) {
        return asset.equals(market) || betas.containsKey(asset);
    }

    /**
     * The sector of an asset.
     *
     * @param asset for example {@code ETH}
     * @return blank when unknown
     */
    public String sector(String asset) {
        return sectors.getOrDefault(asset, "");
    }

    /**
     * What is assumed where figures are unknown.
     *
     * @return the assumptions
     */
    public StressAssumptions assumptions() {
        return assumptions;
    }

    /**
     * The market's standard deviation of a day's return.
     *
     * @return empty when unknown
     */
    public OptionalDouble marketVolatility() {
        return Double.isNaN(marketVolatility) ? OptionalDouble.empty() : OptionalDouble.of(marketVolatility);
    }

    /**
     * Whether a currency is a state's.
     *
     * @param code for example {@code EUR}
     * @return true when it is
     */
    public boolean isFiat(String code) {
        return fiat.contains(code);
    }

    /**
     * Whether a currency is a stablecoin.
     *
     * @param code for example {@code USDT}
     * @return true when it is
     */
    public boolean isStablecoin(String code) {
        return stablecoins.contains(code);
    }

    /**
     * The portfolio after an order filled at its mark: the position grows by the order's value, and of spot the balance
     * in the quote currency at its venue shrinks by as much. Fees are not counted.
     *
     * @param symbol of a position of this portfolio, which may be 0
     * @param venue where it is held
     * @param delta signed value in the account currency, finite
     * @return a copy
     * @throws IllegalArgumentException if there is no such position
     */
    public StressPortfolio withOrder(Symbol symbol, String venue, double delta) {
        Require.finite("delta", delta);
        List<StressPosition> changed = new ArrayList<>(positions);
        List<StressCash> paid = new ArrayList<>(cash);
        int at = indexOf(symbol, venue);
        StressPosition position = positions.get(at);
        changed.set(at, position.withValue(position.value() + delta));
        if (position.isSpot()) {
            int leg = cashIndexOf(symbol.quote(), venue);
            StressCash balance = cash.get(leg);
            paid.set(leg, new StressCash(balance.currency(), balance.venue(), balance.value() - delta));
        }
        return new StressPortfolio(this, changed, paid);
    }

    Optional<StressStatistics> statistics() {
        return statistics;
    }

    int indexOf(Symbol symbol, String venue) {
        for (int i = 0; i < positions.size(); i++) {
            StressPosition position = positions.get(i);
            if (position.symbol().equals(symbol) && position.venue().equals(venue)) {
                return i;
            }
        }
        throw Require.broken("symbol", "must be of a position of the portfolio", symbol + " at " + venue);
    }

    int cashIndexOf(String code, String venue) {
        for (int i = 0; i < cash.size(); i++) {
            StressCash balance = cash.get(i);
            if (balance.currency().equals(code) && balance.venue().equals(venue)) {
                return i;
            }
        }
        throw Require.broken("currency", "must be of a balance of the portfolio", code + " at " + venue);
    }

    private static List<StressCash> merged(Collection<StressCash> balances) {
        SortedMap<String, List<StressCash>> byPlace = new TreeMap<>();
        for (StressCash balance : balances) {
            byPlace.computeIfAbsent(balance.currency() + '\n' + balance.venue(), k -> new ArrayList<>())
                    .add(balance);
        }
        return byPlace.values().stream()
                .map(same -> new StressCash(
                        same.getFirst().currency(),
                        same.getFirst().venue(),
                        same.stream().mapToDouble(StressCash::value).sorted().sum()))
                .toList();
    }

    /** Builds a portfolio; every setter checks its own argument. */
    public static final class Builder {
        private final String currency;
        private String market = "BTC";
        private final List<StressPosition> positions = new ArrayList<>();
        private final List<StressCash> cash = new ArrayList<>();
        private final Map<String, Double> betas = new TreeMap<>();
        private final Map<String, String> sectors = new TreeMap<>();
        private Set<String> fiat =
                Set.of("USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "NZD", "KRW", "TRY", "BRL", "SGD", "HKD");
        private Set<String> stablecoins =
                Set.of("USDT", "USDC", "DAI", "FDUSD", "TUSD", "USDP", "PYUSD", "USDE", "USDS", "EURC", "EURT");
        private StressAssumptions assumptions = StressAssumptions.standard();
        private double marketVolatility = Double.NaN;
        private Optional<StressStatistics> statistics = Optional.empty();

        private Builder(String currency) {
            this.currency = Require.text("currency", currency);
        }

        /**
         * Sets the asset whose move is the market's.
         *
         * @param asset default {@code BTC}
         * @return this
         */
        public Builder market(String asset) {
            market = Require.text("market", asset);
            return this;
        }

        /**
         * Adds a position.
         *
         * @param position one a symbol and venue; of value 0 where an order may open one
         * @return this
         */
        public Builder position(StressPosition position) {
            Require.that(
                    positions.stream()
                            .noneMatch(p -> p.symbol().equals(position.symbol())
                                    && p.venue().equals(position.venue())),
                    "position",
                    "must be one a symbol and venue",
                    position.symbol() + " at " + position.venue());
            positions.add(position);
            return this;
        }

        /**
         * Adds a balance; those of one currency and venue are summed.
         *
         * @param code for example {@code USDT}
         * @param venue where it lies, blank when away from any venue
         * @param value in the account currency, finite; negative is owed
         * @return this
         */
        public Builder cash(String code, String venue, double value) {
            cash.add(new StressCash(code, venue, value));
            return this;
        }

        /**
         * Sets how strongly an asset follows the market.
         *
         * @param asset for example {@code ETH}
         * @param value finite; counted within [0.5, 2.5]
         * @return this
         */
        public Builder beta(String asset, double value) {
            betas.put(Require.text("asset", asset), Require.finite("beta of " + asset, value));
            return this;
        }

        /**
         * Sets the sector of an asset.
         *
         * @param asset for example {@code ETH}
         * @param name not blank
         * @return this
         */
        public Builder sector(String asset, String name) {
            sectors.put(Require.text("asset", asset), Require.text("sector of " + asset, name));
            return this;
        }

        /**
         * Sets which currencies are states'.
         *
         * @param codes default: thirteen common ones
         * @return this
         */
        public Builder fiat(Set<String> codes) {
            fiat = Set.copyOf(codes);
            return this;
        }

        /**
         * Sets which currencies are stablecoins.
         *
         * @param codes default: eleven common ones
         * @return this
         */
        public Builder stablecoins(Set<String> codes) {
            stablecoins = Set.copyOf(codes);
            return this;
        }

        /**
         * Sets what is assumed where figures are unknown.
         *
         * @param value default {@link StressAssumptions#standard()}
         * @return this
         */
        public Builder assumptions(StressAssumptions value) {
            assumptions = value;
            return this;
        }

        /**
         * Sets the market's standard deviation of a day's return.
         *
         * @param value a fraction in [0, 10]; unknown by default
         * @return this
         */
        public Builder marketVolatility(double value) {
            marketVolatility = Require.within("marketVolatility", value, 0, 10);
            return this;
        }

        /**
         * Sets what the stressed value at risk is computed from; without it that is absent.
         *
         * @param symbols of the rows, in order, each once
         * @param covariance of log returns per period
         * @param periodNs length of a period, above 0
         * @return this
         */
        public Builder covariance(List<Symbol> symbols, Covariance covariance, long periodNs) {
            Require.positive("periodNs", periodNs);
            statistics = Optional.of(new StressStatistics(symbols, covariance, (double) DAY_NS / periodNs));
            return this;
        }

        /**
         * Builds the portfolio.
         *
         * @return the portfolio
         * @throws IllegalArgumentException if a currency is both a state's and a stablecoin, or the account currency neither
         */
        public StressPortfolio build() {
            for (String code : stablecoins) {
                Require.that(!fiat.contains(code), "stablecoins", "must not be fiat as well", code);
            }
            Require.that(
                    fiat.contains(currency) || stablecoins.contains(currency),
                    "currency",
                    "must be fiat or a stablecoin, since a falling market would move what losses are counted in",
                    currency);
            List<StressCash> balances = new ArrayList<>(cash);
            for (StressPosition position : positions) {
                if (position.isSpot()) {
                    balances.add(new StressCash(position.symbol().quote(), position.venue(), 0));
                }
            }
            return new StressPortfolio(this, positions, balances);
        }
    }
}
