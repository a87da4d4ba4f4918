package io.colin.execution.backtest;

import io.colin.api.internal.Require;
import java.util.OptionalDouble;

/**
 * How much was tried before this run was looked at, which is what its Sharpe ratio is deflated by.
 *
 * @param count variants tried on these data, this one included, at least 1
 * @param variance variance of their daily Sharpe ratios, above 0; empty for that of worthless variants, 1/(n − 1) over n
 *     days
 */
public record Trials(int count, OptionalDouble variance) {
    /** This run alone was tried. */
    public static final Trials ONE = new Trials(1, OptionalDouble.empty());

    /** Checks. */
    public Trials {
        Require.positive("trials", count);
        variance.ifPresent(
                value -> Require.that(value > 0 && Double.isFinite(value), "trialVariance", "must be above 0", value));
    }

    /**
     * Some variants, of worthless ones' variance.
     *
     * @param count variants tried, at least 1
     * @return the trials
     */
    public static Trials of(int count) {
        return new Trials(count, OptionalDouble.empty());
    }
}
