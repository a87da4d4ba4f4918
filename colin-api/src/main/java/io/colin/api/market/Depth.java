package io.colin.api.market;

import io.colin.api.internal.Require;

/**
 * How much a market shows on either side, a statistic.
 *
 * @param bids quantity bid for, base currency or contracts, 0 or more
 * @param asks quantity offered, base currency or contracts, 0 or more
 */
public record Depth(double bids, double asks) {
    /** How many levels of each book are counted. */
    public static final int LEVELS = 20;

    /** Checks. */
    public Depth {
        Require.that(Double.isFinite(bids) && bids >= 0, "bids", "must be finite and 0 or more", bids);
        Require.that(Double.isFinite(asks) && asks >= 0, "asks", "must be finite and 0 or more", asks);
    }
}
