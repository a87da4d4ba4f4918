package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import io.colin.risk.returns.ReturnPeriod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stress is run over: positions and balances at their marks, and what is known of the assets. Immutable; kept in the
 * order of symbol, currency and venue, so that the order in which it was filled changes no result.
 */
public final class StressPortfolio {
    /** The rank of what is no money. */
    static final int NO_MONEY = 3;

    private static final double LOWEST_BETA = 0.5;
    private static final double HIGHEST_BETA = 2.5;

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

    StressPortfolio(StressPortfolioBuilder builder, Collection<StressPosition> positions, Collection<StressCash> cash) {
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

    private StressPortfolio(
            StressPortfolio from,
            Collection<StressPosition> positions,
            Collection<StressCash> cash,
            double marketVolatility,
            Optional<StressStatistics> statistics) {
        currency = from.currency;
        market = from.market;
        this.positions = List.copyOf(positions);
        this.cash = List.copyOf(cash);
        betas = from.betas;
        sectors = from.sectors;
        fiat = from.fiat;
        stablecoins = from.stablecoins;
        assumptions = from.assumptions;
        this.marketVolatility = marketVolatility;
        this.statistics = statistics;
    }

    /**
     * Starts a portfolio.
     *
     * @param currency the account currency, in which everything is counted and which therefore never moves
     * @return an empty builder whose market asset is BTC
     */
    public static StressPortfolioBuilder builder(String currency) {
        return new StressPortfolioBuilder(currency);
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
        return new StressPortfolio(this, changed, paid, marketVolatility, statistics);
    }

    /**
     * The same with what returns tell: the covariance for the stressed value at risk, the volatility of positions whose own
     * is unknown, and that of the market asset, where they are among the rows.
     *
     * @param symbols of the rows, in order, each once
     * @param covariance of log returns per period
     * @param periodNs length of a period, above 0
     * @return a copy
     */
    public StressPortfolio measured(List<Symbol> symbols, Covariance covariance, long periodNs) {
        Require.positive("periodNs", periodNs);
        StressStatistics known = new StressStatistics(symbols, covariance, (double) ReturnPeriod.DAY.ns() / periodNs);
        double ofMarket = marketVolatility()
                .orElseGet(() -> known.dailyVolatility(known.rowOf(market, this::moneyRank))
                        .orElse(Double.NaN));
        return new StressPortfolio(
                this, positions.stream().map(known::complete).toList(), cash, ofMarket, Optional.of(known));
    }

    Optional<StressStatistics> statistics() {
        return statistics;
    }

    /** Whether a currency is a state's or a stablecoin. */
    boolean isMoney(String code) {
        return isFiat(code) || isStablecoin(code);
    }

    /** Which price of an asset counts first: 0 in the account currency, 1 in a state's, 2 in a stablecoin. */
    int moneyRank(String code) {
        return code.equals(currency) ? 0 : isFiat(code) ? 1 : isStablecoin(code) ? 2 : NO_MONEY;
    }

    String market() {
        return market;
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
}
