package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

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

    /** The row of the first symbol that prices an asset in money, −1 when there is none. */
    int rowOf(String asset, Predicate<String> isMoney) {
        for (int i = 0; i < symbols.size(); i++) {
            Symbol symbol = symbols.get(i);
            if (symbol.base().equals(asset) && isMoney.test(symbol.quote())) {
                return i;
            }
        }
        return -1;
    }

    /** The standard deviation of a day's return of a row; empty for −1, cut at what a position may have. */
    OptionalDouble dailyVolatility(int row) {
        return row < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.min(StressPosition.MOST_VOLATILE, covariance.volatility(row) * Math.sqrt(periodsPerDay)));
    }
}
