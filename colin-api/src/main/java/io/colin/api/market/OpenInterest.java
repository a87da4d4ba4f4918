package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * Open contracts of a derivative.
 *
 * @param symbol a derivative
 * @param timeNs when it was known, ns since epoch
 * @param quantity open quantity, base currency or contracts, 0 or more
 */
public record OpenInterest(Symbol symbol, long timeNs, BigDecimal quantity) implements MarketEvent {
    /** Checks and normalises. */
    public OpenInterest {
        quantity = Decimals.normal(Require.notNegative("quantity", quantity));
    }
}
