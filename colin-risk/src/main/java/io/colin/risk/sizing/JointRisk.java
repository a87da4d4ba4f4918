package io.colin.risk.sizing;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import java.util.List;
import java.util.Optional;

/** Knows how symbols move together. Asked on the thread that sizes; answers at once. */
@FunctionalInterface
public interface JointRisk {
    /**
     * The newest estimate.
     *
     * @return empty while there is none
     */
    Optional<Estimate> latest();

    /**
     * A covariance with the symbols of its rows.
     *
     * @param symbols of the rows, each once
     * @param covariance of log returns per any period
     */
    record Estimate(List<Symbol> symbols, Covariance covariance) {
        /** Copies and checks. */
        public Estimate {
            symbols = List.copyOf(symbols);
            Require.that(
                    symbols.size() == covariance.size(),
                    "symbols",
                    "must be one a row of the covariance, " + covariance.size(),
                    symbols.size());
            Require.that(symbols.stream().distinct().count() == symbols.size(), "symbols", "must be distinct", symbols);
        }
    }
}
