package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * A stop order that works against a position.
 *
 * @param distance adverse move of the price that reaches it, a fraction of the mark in (0, 0.95]
 * @param value what it closes, signed like the position when the stop was set, in the account currency
 */
public record StressStop(double distance, double value) {
    /** Checks. */
    public StressStop {
        Require.within("stopDistance", distance, Double.MIN_NORMAL, -MarketMove.DEEPEST);
        Require.finite("stopped", value);
    }
}
