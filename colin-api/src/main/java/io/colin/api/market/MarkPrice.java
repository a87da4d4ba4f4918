package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * The price a venue marks positions at.
 *
 * @param symbol a derivative
 * @param timeNs when it was known, ns since epoch
 * @param price in quote currency, above 0
 */
public record MarkPrice(Symbol symbol, long timeNs, BigDecimal price) implements MarketEvent {
    /** Checks and normalises. */
    public MarkPrice {
        price = Decimals.normal(Require.positive("price", price));
    }
}
