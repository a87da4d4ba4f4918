package io.colin.execution.backtest;

import io.colin.api.internal.Require;
import java.util.OptionalDouble;

/**
 * A measured number, or why there is none. Never an assumed 0.
 *
 * @param value finite; empty when it could not be measured
 * @param missing why there is no value; empty when there is one
 */
public record Statistic(OptionalDouble value, String missing) {
    /** Checks. */
    public Statistic {
        Require.that(value.isEmpty() || Double.isFinite(value.getAsDouble()), "value", "must be finite", value);
        Require.that(
                value.isPresent() == missing.isEmpty(),
                "missing",
                "must be given for no value, and only then",
                missing);
    }

    /**
     * A number.
     *
     * @param value finite
     * @return the statistic
     */
    public static Statistic of(double value) {
        return new Statistic(OptionalDouble.of(value), "");
    }

    /**
     * No number.
     *
     * @param reason why not, not blank
     * @return the statistic
     */
    public static Statistic none(String reason) {
        return new Statistic(OptionalDouble.empty(), Require.text("reason", reason));
    }

    /**
     * Whether there is a number.
     *
     * @return true when {@link #value()} is there
     */
    public boolean isKnown() {
        return value.isPresent();
    }
}
