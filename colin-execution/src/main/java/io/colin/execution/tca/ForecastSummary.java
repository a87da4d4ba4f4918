package io.colin.execution.tca;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How costs came out that were foretold when parents arrived. Basis points; positive = against us.
 *
 * @param parents how many were foretold
 * @param expectedBps mean of what was expected, fees apart, of those whose cost is known
 * @param cameBps mean of what they cost, fees apart
 * @param missBps mean of |what they cost − what was expected|
 * @param expectedFeeBps mean of the fees that were expected, of those whose fees are known
 * @param feeBps mean of the fees that they paid
 * @param within share that cost no more than the bound of 90 %, of those that had one
 */
public record ForecastSummary(
        long parents,
        Optional<Measured> expectedBps,
        Optional<Measured> cameBps,
        Optional<Measured> missBps,
        Optional<Measured> expectedFeeBps,
        Optional<Measured> feeBps,
        Optional<Measured> within) {
    private static final double BPS = 1e4;

    /**
     * Sums up.
     *
     * @param outcomes in any order
     * @return the summary
     */
    public static ForecastSummary of(List<ForecastOutcome> outcomes) {
        List<Double> expected = new ArrayList<>();
        List<Double> came = new ArrayList<>();
        List<Double> miss = new ArrayList<>();
        List<Double> expectedFee = new ArrayList<>();
        List<Double> fee = new ArrayList<>();
        List<Double> within = new ArrayList<>();
        for (ForecastOutcome outcome : outcomes) {
            double cost = outcome.forecast().cost();
            outcome.cost().ifPresent(known -> {
                expected.add(cost * BPS);
                came.add(known * BPS);
                miss.add(Math.abs(known - cost) * BPS);
            });
            outcome.fee().ifPresent(known -> {
                expectedFee.add(outcome.forecast().fee() * BPS);
                fee.add(known * BPS);
            });
            outcome.within().ifPresent(inside -> within.add(inside ? 1.0 : 0.0));
        }
        return new ForecastSummary(
                outcomes.size(),
                Measured.of(expected),
                Measured.of(came),
                Measured.of(miss),
                Measured.of(expectedFee),
                Measured.of(fee),
                Measured.of(within));
    }
}
