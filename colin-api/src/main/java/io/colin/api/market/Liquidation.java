package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * A forced close at a venue.
 *
 * @param symbol a derivative
 * @param timeNs when it was known, ns since epoch
 * @param longPosition true when a long was closed (the venue sold)
 * @param price in quote currency, above 0
 * @param quantity closed quantity, above 0
 */
public record Liquidation(Symbol symbol, long timeNs, boolean longPosition, BigDecimal price, BigDecimal quantity)
        implements MarketEvent {
    /** Checks and normalises. */
    public Liquidation {
        price = Decimals.normal(Require.positive("price", price));
        quantity = Decimals.normal(Require.positive("quantity", quantity));
    }
}
