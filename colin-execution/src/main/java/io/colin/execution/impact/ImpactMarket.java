package io.colin.execution.impact;

import io.colin.api.internal.Require;

/**
 * What the market was like when a parent arrived.
 *
 * @param dailyVolatility standard deviation of a day's log return, a fraction above 0 and at most 10
 * @param dailyVolume what others trade in a day, base currency or contracts, above 0
 * @param relativeSpread (ask − bid) / mid, 0 to 1
 */
public record ImpactMarket(double dailyVolatility, double dailyVolume, double relativeSpread) {
    private static final double MOST_VOLATILITY = 10;
    private static final double MOST_VOLUME = 1e30;

    /** Checks. */
    public ImpactMarket {
        Require.within("dailyVolatility", dailyVolatility, Double.MIN_NORMAL, MOST_VOLATILITY);
        Require.within("dailyVolume", dailyVolume, Double.MIN_NORMAL, MOST_VOLUME);
        Require.within("relativeSpread", relativeSpread, 0, 1);
    }
}
