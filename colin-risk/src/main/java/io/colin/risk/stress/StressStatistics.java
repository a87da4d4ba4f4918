package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/**
 * What the stressed value at risk is computed from.
 *
 * @param symbols of the rows, in order, each once
 * @param covariance of log returns per period
 * @param periodsPerDay how many periods a day has, above 0
 */
record StressStatistics(List<Symbol> symbols, Covariance covariance, double periodsPerDay) {
    StressStatistics {
        symbols = List.copyOf(symbols);
        Require.that(
                symbols.size() == covariance.size(),
                "symbols",
                "must be one a row of the covariance, " + covariance.size(),
                symbols.size());
        Require.that(symbols.stream().distinct().count() == symbols.size(), "symbols", "must be distinct", symbols);
    }

    /** A position with the volatility of its row, unless it has one of its own or has no row. */
    StressPosition complete(StressPosition position) {
        OptionalDouble known = dailyVolatility(symbols.indexOf(position.symbol()));
        return position.dailyVolatility().isPresent() || known.isEmpty()
                ? position
                : position.withDailyVolatility(known.getAsDouble());
    }

    /** The row of the symbol that prices an asset in the money of the lowest rank, −1 when none does. */
    int rowOf(String asset, ToIntFunction<String> moneyRank) {
        int row = -1;
        int best = StressPortfolio.NO_MONEY;
        for (int i = 0; i < symbols.size(); i++) {
            Symbol symbol = symbols.get(i);
            if (symbol.base().equals(asset) && moneyRank.applyAsInt(symbol.quote()) < best) {
                best = moneyRank.applyAsInt(symbol.quote());
                row = i;
            }
        }
        return row;
    }

    /** The standard deviation of a day's return of a row; empty for −1, cut at what a position may have. */
    OptionalDouble dailyVolatility(int row) {
        return row < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.min(StressPosition.MOST_VOLATILE, covariance.volatility(row) * Math.sqrt(periodsPerDay)));
    }
}
