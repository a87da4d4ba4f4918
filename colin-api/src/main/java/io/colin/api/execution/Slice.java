package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;

/**
 * A part of a parent that should be traded now.
 *
 * @param quantity on the lot grid, above 0
 * @param type how priced
 * @param timeInForce how long it works
 */
public record Slice(BigDecimal quantity, OrderType type, TimeInForce timeInForce) {
    /** Checks and normalises. */
    public Slice {
        quantity = Decimals.normal(Require.positive("quantity", quantity));
    }

    /**
     * Whether it may rest at a venue.
     *
     * @return false for a market order and for what is immediate or cancel or fill or kill
     */
    public boolean mayRest() {
        return !(type instanceof OrderType.Market) && !timeInForce.isImmediate();
    }
}
