package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * A part of an order as its algorithm expects to send it, to foretell what the order will cost. Nothing is sent by it.
 *
 * @param timeNs when, event time, ns since epoch
 * @param quantity how much, base currency or contracts, above 0; what is expected, so not on the lot grid
 */
public record PlannedSlice(long timeNs, BigDecimal quantity) {
    /** Checks and normalises. */
    public PlannedSlice {
        quantity = Decimals.normal(Require.positive("quantity", quantity));
    }
}
