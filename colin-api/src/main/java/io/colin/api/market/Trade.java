package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * A trade between others.
 *
 * @param symbol what was traded
 * @param timeNs when it was known, ns since epoch
 * @param price in quote currency, above 0
 * @param quantity in base currency or contracts, above 0
 * @param aggressor who crossed the spread
 */
public record Trade(Symbol symbol, long timeNs, BigDecimal price, BigDecimal quantity, Aggressor aggressor)
        implements Marker {
    /** Checks and normalises. */
    public Trade {
        price = Decimals.normal(Require.positive("price", price));
        quantity = Decimals.normal(Require.positive("quantity", quantity));
    }
}
