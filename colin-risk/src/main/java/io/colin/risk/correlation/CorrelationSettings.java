package io.colin.risk.correlation;

import io.colin.api.internal.Require;

/**
 * How correlations are measured and when their figures warn.
 *
 * @param lookBackDays days of the history counted, above 0
 * @param fewestPoints points a pair needs, 3 or more; with fewer it is absent
 * @param lowestDiversification diversification ratio below which is warned, 0 or more
 * @param fewestBets effective bets below which is warned, 0 or more
 * @param betsFromSymbols number of symbols from which effective bets are judged, 1 or more
 * @param pairWarning ρ above which a pair is warned of, in [−1, 1]
 */
public record CorrelationSettings(
        int lookBackDays,
        int fewestPoints,
        double lowestDiversification,
        double fewestBets,
        int betsFromSymbols,
        double pairWarning) {
    /** Checks. */
    public CorrelationSettings {
        Require.positive("lookBackDays", lookBackDays);
        Require.that(fewestPoints >= 3, "fewestPoints", "must be 3 or more", fewestPoints);
        Require.within("lowestDiversification", lowestDiversification, 0, Double.MAX_VALUE);
        Require.within("fewestBets", fewestBets, 0, Double.MAX_VALUE);
        Require.positive("betsFromSymbols", betsFromSymbols);
        Require.within("pairWarning", pairWarning, -1, 1);
    }

    /**
     * The defaults.
     *
     * @return 60 days, 30 points, ratio 1.1, 3 bets from 5 symbols on, pairs above 0.60
     */
    public static CorrelationSettings standard() {
        return new CorrelationSettings(60, 30, 1.1, 3, 5, 0.60);
    }
}
