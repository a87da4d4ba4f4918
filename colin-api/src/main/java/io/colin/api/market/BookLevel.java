package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * A price level of a book.
 *
 * @param price in quote currency, above 0
 * @param quantity resting there, 0 or more; in a delta 0 removes the level
 */
public record BookLevel(BigDecimal price, BigDecimal quantity) {
    /** Checks and normalises. */
    public BookLevel {
        price = Decimals.normal(Require.positive("price", price));
        quantity = Decimals.normal(Require.notNegative("quantity", quantity));
    }
}
