package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.ReturnHistory;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How strongly a symbol followed the market: β = Cov(r, r_market) / Var(r_market), the slope of least squares, over the
 * points both have in the last 60 days of the history. Not bounded here.
 */
public final class Betas {
    /** The look-back. */
    public static final long WINDOW_NS = 60L * 86_400_000_000_000L;

    /** Fewest points a β is given from. */
    public static final int FEWEST_POINTS = 30;

    private Betas() {}

    /**
     * The β of a symbol.
     *
     * @param history log returns aligned by time
     * @param symbol whose
     * @param market the symbol of the market asset
     * @return empty with fewer than 30 points in common, a market that did not move, or a symbol not in the history
     */
    public static OptionalDouble of(ReturnHistory history, Symbol symbol, Symbol market) {
        int own = history.symbols().indexOf(symbol);
        int reference = history.symbols().indexOf(market);
        if (own < 0 || reference < 0 || history.size() == 0) {
            return OptionalDouble.empty();
        }
        int first = firstWithin(history, WINDOW_NS);
        int n = 0;
        double meanOwn = 0;
        double meanMarket = 0;
        double covariance = 0;
        double variance = 0;
        for (int t = first; t < history.size(); t++) {
            double x = history.logReturn(reference, t);
            double y = history.logReturn(own, t);
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                n++;
                double offMarket = x - meanMarket;
                meanMarket += offMarket / n;
                meanOwn += (y - meanOwn) / n;
                variance += offMarket * (x - meanMarket);
                covariance += offMarket * (y - meanOwn);
            }
        }
        return n < FEWEST_POINTS || variance <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Require.finite("beta", covariance / variance));
    }

    /**
     * The β of every asset that has one to the portfolio's market asset. An asset is followed by its price in money: in the
     * account currency where there are enough points, else in a state's currency, else in a stablecoin; never by a price in
     * another asset, which is no move of its own.
     *
     * @param history log returns aligned by time
     * @param portfolio whose market asset, account currency and kinds of currencies count; what it holds does not
     * @return by asset; empty when the market asset has no price in money
     */
    public static SortedMap<String, Double> byAsset(ReturnHistory history, StressPortfolio portfolio) {
        List<Symbol> priced = history.symbols().stream()
                .filter(symbol -> portfolio.moneyRank(symbol.quote()) < StressPortfolio.NO_MONEY)
                .sorted(Comparator.comparingInt((Symbol symbol) -> portfolio.moneyRank(symbol.quote()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        SortedMap<String, Double> found = new TreeMap<>();
        for (Symbol market : priced) {
            if (market.base().equals(portfolio.market())
                    && of(history, market, market).isPresent()) {
                found.put(market.base(), 1.0);
                for (Symbol symbol : priced) {
                    if (!found.containsKey(symbol.base())) {
                        of(history, symbol, market).ifPresent(beta -> found.put(symbol.base(), beta));
                    }
                }
                return found;
            }
        }
        return found;
    }

    private static int firstWithin(ReturnHistory history, long windowNs) {
        long newest = history.timeNs(history.size() - 1);
        int first = 0;
        while (history.timeNs(first) <= newest - windowNs) {
            first++;
        }
        return first;
    }
}
