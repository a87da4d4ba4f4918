package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import io.colin.risk.returns.ReturnPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Builds a {@link StressPortfolio}; every setter checks its own argument. Single-threaded. */
public final class StressPortfolioBuilder {
    final String currency;
    String market = "BTC";
    final List<StressPosition> positions = new ArrayList<>();
    final List<StressCash> cash = new ArrayList<>();
    final Map<String, Double> betas = new TreeMap<>();
    final Map<String, String> sectors = new TreeMap<>();
    Set<String> fiat;
    Set<String> stablecoins = Money.STABLECOINS;
    StressAssumptions assumptions = StressAssumptions.standard();
    double marketVolatility = Double.NaN;
    Optional<StressStatistics> statistics = Optional.empty();

    StressPortfolioBuilder(String currency) {
        this.currency = Require.text("currency", currency);
        fiat = Money.fiat(currency);
    }

    /**
     * Sets the asset whose move is the market's.
     *
     * @param asset default {@code BTC}
     * @return this
     */
    public StressPortfolioBuilder market(String asset) {
        market = Require.text("market", asset);
        return this;
    }

    /**
     * Adds a position.
     *
     * @param position one a symbol and venue; of value 0 where an order may open one
     * @return this
     */
    public StressPortfolioBuilder position(StressPosition position) {
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
    public StressPortfolioBuilder cash(String code, String venue, double value) {
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
    public StressPortfolioBuilder beta(String asset, double value) {
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
    public StressPortfolioBuilder sector(String asset, String name) {
        sectors.put(Require.text("asset", asset), Require.text("sector of " + asset, name));
        return this;
    }

    /**
     * Sets which currencies are states'.
     *
     * @param codes default: common ones, and the account currency where it is a state's
     * @return this
     */
    public StressPortfolioBuilder fiat(Set<String> codes) {
        fiat = Set.copyOf(codes);
        return this;
    }

    /**
     * Sets which currencies are stablecoins.
     *
     * @param codes default: eleven common ones
     * @return this
     */
    public StressPortfolioBuilder stablecoins(Set<String> codes) {
        stablecoins = Set.copyOf(codes);
        return this;
    }

    /**
     * Sets what is assumed where figures are unknown.
     *
     * @param value default {@link StressAssumptions#standard()}
     * @return this
     */
    public StressPortfolioBuilder assumptions(StressAssumptions value) {
        assumptions = value;
        return this;
    }

    /**
     * Sets the market's standard deviation of a day's return.
     *
     * @param value a fraction in [0, 10]; unknown by default
     * @return this
     */
    public StressPortfolioBuilder marketVolatility(double value) {
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
    public StressPortfolioBuilder covariance(List<Symbol> symbols, Covariance covariance, long periodNs) {
        Require.positive("periodNs", periodNs);
        statistics = Optional.of(new StressStatistics(symbols, covariance, (double) ReturnPeriod.DAY.ns() / periodNs));
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
