package io.colin.risk.exposure;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.Optional;

/** What one unit of a symbol is worth at its mark. */
@FunctionalInterface
public interface UnitValues {
    /**
     * The worth of one unit.
     *
     * @param symbol any symbol
     * @return in the account currency, above 0; empty while it has no mark or its quote currency no rate
     */
    Optional<BigDecimal> of(Symbol symbol);
}
