package io.colin.api.risk;

import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;

/**
 * A position that the gate wants smaller by itself: {@link RiskGate#dueReductions}.
 *
 * @param intent the order, reduce-only
 * @param principal who asks: the gate's risk reducer
 * @param cause why, for the record and for a person; never blank
 */
public record RiskReduction(OrderIntent intent, String principal, String cause) {
    /** Checks. */
    public RiskReduction {
        Require.that(intent.reduceOnly(), "intent", "must be reduce-only", intent.clientOrderId());
        Require.text("principal", principal);
        Require.text("cause", cause);
    }
}
