package io.colin.api.execution;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * What the impact model made of a parent, before it learnt from it. All costs are fractions of the arrival mid; positive =
 * against us.
 *
 * @param dailyVolatility deviation of a day's log return at arrival, a fraction
 * @param dailyVolume what others traded in a day, base currency or contracts
 * @param relativeSpread (ask − bid) / mid at arrival, a fraction
 * @param steps what was filled minute by minute
 * @param slippage d·(average fill − arrival mid) / arrival mid
 * @param drift d·β·move of the reference over the same time; 0 without a reference
 * @param predicted what the model expected of slippage − drift
 * @param error standard error of that expectation
 * @param deviation standard deviation of what single parents come out at around it
 * @param source what the coefficients rested on
 */
public record ExecutionImpact(
        double dailyVolatility,
        double dailyVolume,
        double relativeSpread,
        List<Step> steps,
        double slippage,
        double drift,
        double predicted,
        double error,
        double deviation,
        String source) {
    /** Checks and copies. */
    public ExecutionImpact {
        steps = List.copyOf(steps);
        Require.finite("slippage", slippage);
        Require.finite("drift", drift);
        Require.finite("predicted", predicted);
        Require.text("source", source);
    }

    /**
     * What the parent paid against the arrival mid, market drift and fees apart.
     *
     * @return slippage − drift
     */
    public double cost() {
        return slippage - drift;
    }

    /**
     * One step.
     *
     * @param quantity filled in it, above 0
     * @param marketQuantity what others trade in such a time, 0 or more
     */
    public record Step(double quantity, double marketQuantity) {}
}
