package io.colin.api.event;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * The stop of a trailing order that we watch ourselves came to its first price or followed the market by a tick or more.
 *
 * @param header where it stands
 * @param orderId the parent
 * @param stopPrice where it is triggered from now on, above 0
 */
public record TrailMoved(EventHeader header, String orderId, BigDecimal stopPrice) implements LedgerEvent {
    /** Checks and normalises. */
    public TrailMoved {
        Require.text("orderId", orderId);
        stopPrice = Decimals.normal(Require.positive("stopPrice", stopPrice));
    }
}
