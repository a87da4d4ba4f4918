package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.internal.Require;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a parent was expected to cost beside what it did cost, as fractions; positive = against us.
 *
 * @param orderId the parent's
 * @param forecast what was expected
 * @param cost slippage of what was filled to the arrival mid, less market drift, fees apart; empty before its costs are told,
 *     without a fill, where the market at arrival was not known, and for a parent filled at another price than the symbol's
 * @param fee what was paid over the value of what was filled at the decision mid; empty before its costs are told, without a fill,
 *     without that mid, and where a part of the fees is in a currency without a rate
 * @param within whether the cost was within the bound of 90 %; empty without one of them
 */
public record ForecastOutcome(
        String orderId,
        ExecutionForecast forecast,
        Optional<Double> cost,
        Optional<Double> fee,
        Optional<Boolean> within) {
    private static final double BPS = 1e4;

    /** Checks. */
    public ForecastOutcome {
        Require.text("orderId", orderId);
        cost.ifPresent(value -> Require.finite("cost", value));
        fee.ifPresent(value -> Require.finite("fee", value));
    }

    /**
     * One whose costs are not told yet.
     *
     * @param orderId the parent's
     * @param forecast what is expected
     * @return nothing came out yet
     */
    public static ForecastOutcome open(String orderId, ExecutionForecast forecast) {
        return new ForecastOutcome(orderId, forecast, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * How a forecast came out.
     *
     * @param forecast what was expected
     * @param analysis of the same parent
     * @return both beside each other
     */
    public static ForecastOutcome of(ExecutionForecast forecast, ExecutionAnalysis analysis) {
        Optional<Double> cost =
                analysis.isInterchanged() ? Optional.empty() : analysis.impact().map(ExecutionImpact::cost);
        Optional<Double> bound = forecast.bound90();
        Optional<Boolean> within = cost.isPresent() ? bound.map(most -> cost.orElseThrow() <= most) : Optional.empty();
        return new ForecastOutcome(analysis.orderId(), forecast, cost, paid(analysis), within);
    }

    private static Optional<Double> paid(ExecutionAnalysis analysis) {
        ExecutionCosts costs = analysis.costs();
        OptionalDouble share = ExecutionFigures.share(costs, Optional.of(costs.fees()));
        return share.isEmpty() || costs.isWithoutSomeFees() || analysis.filled().signum() == 0
                ? Optional.empty()
                : Optional.of(share.getAsDouble()
                        / BPS
                        * Decimals.statistic(analysis.ordered())
                        / Decimals.statistic(analysis.filled()));
    }

    /**
     * What came out less what was expected, so that calm and wild markets count alike.
     *
     * @param analysis of the same parent
     * @return in units of the daily volatility at arrival; empty where the cost is
     */
    public Optional<Double> missInVolatilities(ExecutionAnalysis analysis) {
        return analysis.impact()
                .map(ExecutionImpact::dailyVolatility)
                .filter(volatility -> volatility > 0)
                .flatMap(volatility -> cost.map(came -> (came - forecast.cost()) / volatility));
    }

    /**
     * What came out less what was expected, beside what the market was expected to move while the parent was worked.
     *
     * @param analysis of the same parent
     * @return over {@link ExecutionForecast#timing()}; empty where the cost is, where no reference's move was taken off, and for a
     *     parent that was sent at once
     */
    public Optional<Double> missBesideReference(ExecutionAnalysis analysis) {
        return analysis.flags().contains(ImpactMeasure.NO_REFERENCE) || forecast.timing() == 0
                ? Optional.empty()
                : cost.map(came -> (came - forecast.cost()) / forecast.timing());
    }
}
