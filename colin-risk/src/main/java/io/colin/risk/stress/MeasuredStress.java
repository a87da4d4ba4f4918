package io.colin.risk.stress;

import java.util.List;

/**
 * One full run of the stress scenarios and what it was made on. Each result has its worst five positions, its margin shortfall
 * and every position and balance by itself; the portfolio answers what the run did not ask, such as {@link
 * ReverseStress#search}, a scenario of one's own or more of a position ({@link StressPortfolio#withOrder}).
 *
 * @param asOfNs event time of positions and prices, ns since epoch
 * @param portfolio what was stressed, by symbol and venue, with what the returns tell of covariance and volatilities; of working
 *     orders it has the stops that a scenario may trigger and nothing else
 * @param results in the order of the scenarios; one whose loss is not known says so ({@link StressResult#isUnlocated}) and is
 *     not among the published figures
 */
public record MeasuredStress(long asOfNs, StressPortfolio portfolio, List<StressResult> results) {
    /** Copies. */
    public MeasuredStress {
        results = List.copyOf(results);
    }
}
