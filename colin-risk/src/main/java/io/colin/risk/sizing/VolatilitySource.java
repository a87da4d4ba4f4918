package io.colin.risk.sizing;

import io.colin.api.instrument.Symbol;
import java.util.OptionalDouble;

/** Knows how much symbols move. Asked on the thread that sizes; answers at once. */
@FunctionalInterface
public interface VolatilitySource {
    /**
     * The volatility of a symbol.
     *
     * @param symbol whose
     * @return standard deviation of a year's return (365 days), a fraction above 0; empty when unknown
     */
    OptionalDouble annualised(Symbol symbol);
}
