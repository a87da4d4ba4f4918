package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * What happens besides moves and factors.
 *
 * @param hedgesFail whether a second run counts no gain of any position or balance, with correlations of 0
 * @param jumpFrequency probability of the scenario's jump on a day of the stressed value at risk, in [0, 1]
 * @param stopSlip how far beyond a stop it fills, a fraction of the stop's price; 0: stops are not counted on
 * @param venueFails whether everything at the largest venue is lost
 * @param venueOutage whether what is at the largest venue cannot be closed
 * @param fundingRate paid per period on the value of every perpetual, whichever side it is; in [0, 1]
 * @param fundingPeriods how often, 0 or more
 * @param liquidationPenalty share of the moved value that derivatives of a venue without enough margin pay; in [0, 1]
 */
public record StressEvents(
        boolean hedgesFail,
        double jumpFrequency,
        double stopSlip,
        boolean venueFails,
        boolean venueOutage,
        double fundingRate,
        int fundingPeriods,
        double liquidationPenalty) {
    /** Checks. */
    public StressEvents {
        Require.within("jumpFrequency", jumpFrequency, 0, 1);
        Require.within("stopSlip", stopSlip, 0, 0.95);
        Require.that(!venueFails || !venueOutage, "venueOutage", "must not go with a failing venue", venueOutage);
        Require.within("fundingRate", fundingRate, 0, 1);
        Require.notNegative("fundingPeriods", fundingPeriods);
        Require.within("liquidationPenalty", liquidationPenalty, 0, 1);
    }

    /**
     * Nothing else.
     *
     * @return no events
     */
    public static StressEvents none() {
        return new StressEvents(false, 0, 0, false, false, 0, 0, 0);
    }
}
