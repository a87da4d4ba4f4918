package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * A stop order that works against a position.
 *
 * @param distance adverse move of the price that reaches it, a fraction of the mark in (0, 0.95]
 * @param value what it closes, signed like the position when the stop was set, in the account currency
 * @param group names stops of the position only one of which fills; empty for one that stands alone
 */
public record StressStop(double distance, double value, String group) {
    /** Checks. */
    public StressStop {
        Require.within("stopDistance", distance, Double.MIN_NORMAL, -MarketMove.DEEPEST);
        Require.finite("stopped", value);
    }

    /**
     * One that stands alone.
     *
     * @param distance adverse move of the price that reaches it, a fraction of the mark in (0, 0.95]
     * @param value what it closes, signed like the position when the stop was set, in the account currency
     */
    public StressStop(double distance, double value) {
        this(distance, value, "");
    }
}
