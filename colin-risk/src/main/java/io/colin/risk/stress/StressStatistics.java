package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import java.util.List;

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
}
