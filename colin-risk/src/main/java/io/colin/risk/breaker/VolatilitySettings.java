package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * Volatility: the last hour's realised volatility above a multiple of the median of such hours and above a floor.
 * Times are above 0 and at most 366 days.
 *
 * @param ratio multiple of the median that must be exceeded, above 1
 * @param floorAnnualised annualised volatility that must be exceeded too, above 0
 * @param medianHours hours the median looks back, 1 or more
 * @param minMedianHours hours that must be known among them; with fewer it cannot judge
 * @param minReturns returns of a minute or longer the last hour must hold; with fewer it cannot judge
 * @param multiplier what is left of the size of new orders, in [0, 1]
 * @param cooldown how long
 */
public record VolatilitySettings(
        double ratio,
        double floorAnnualised,
        int medianHours,
        int minMedianHours,
        int minReturns,
        double multiplier,
        Duration cooldown) {
    /** 3 times the median of 30 days, of which nine tenths must be known, and 80 %; half the size for 30 min. */
    public static final VolatilitySettings STANDARD =
            new VolatilitySettings(3, 0.80, 720, 648, 12, 0.5, Duration.ofMinutes(30));

    /** Checks. */
    public VolatilitySettings {
        Require.within("breakers.volatility.ratio", ratio, 1, 1e6);
        Require.within("breakers.volatility.floor", floorAnnualised, 0, 1e6);
        Require.within("breakers.volatility.median_hours", medianHours, 1, 24 * 365);
        Require.within("breakers.volatility.min_median_hours", minMedianHours, 1, medianHours);
        Require.within("breakers.volatility.min_returns", minReturns, 1, 60);
        Require.within("breakers.volatility.multiplier", multiplier, 0, 1);
        Require.span("breakers.volatility.cooldown", cooldown);
    }

    /**
     * The same with a median of fewer or more hours.
     *
     * @param hours that must be known, 1 to {@code medianHours}
     * @return a copy
     */
    public VolatilitySettings withMinMedianHours(int hours) {
        return new VolatilitySettings(ratio, floorAnnualised, medianHours, hours, minReturns, multiplier, cooldown);
    }
}
