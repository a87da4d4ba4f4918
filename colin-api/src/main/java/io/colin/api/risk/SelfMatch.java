package io.colin.api.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * An order of ours that a new one would trade with.
 *
 * @param orderId what rests, or is about to: a child, or a parent no child of which was seen yet
 * @param parentId the whole order it is of; the same id for a parent
 * @param price what it offers, in quote currency, above 0
 */
public record SelfMatch(String orderId, String parentId, BigDecimal price) {
    /** Checks and normalises. */
    public SelfMatch {
        Require.text("orderId", orderId);
        Require.text("parentId", parentId);
        price = Decimals.normal(Require.positive("price", price));
    }
}
