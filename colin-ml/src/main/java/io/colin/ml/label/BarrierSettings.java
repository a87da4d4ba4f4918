package io.colin.ml.label;

import io.colin.api.internal.Require;

/**
 * Where the barriers lie and how long they stand: θ = max(atrMultiple · ATR/c, costMultiple · round-trip cost).
 *
 * @param horizonBars H, how many bars the barriers stand, above 0
 * @param atrMultiple k, 0 or more
 * @param costMultiple how many round trips a touch must be worth, above 0
 */
public record BarrierSettings(int horizonBars, double atrMultiple, double costMultiple) {
    private static final double HIGHEST_MULTIPLE = 100;

    /** Checks. */
    public BarrierSettings {
        Require.positive("horizonBars", horizonBars);
        Require.within("atrMultiple", atrMultiple, 0, HIGHEST_MULTIPLE);
        Require.within("costMultiple", costMultiple, Double.MIN_NORMAL, HIGHEST_MULTIPLE);
    }

    /**
     * The bar profile's: 15 bars, k = 2, twice the cost.
     *
     * @return the settings
     */
    public static BarrierSettings standard() {
        return new BarrierSettings(15, 2, 2);
    }

    /**
     * θ of a decision.
     *
     * @param atrRatio ATR/c at the decision, a fraction
     * @param roundTripCost as known at the decision, a fraction
     * @return the band around the reference price, a fraction
     */
    public double band(double atrRatio, double roundTripCost) {
        return Math.max(atrMultiple * atrRatio, costMultiple * roundTripCost);
    }
}
