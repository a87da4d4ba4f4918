package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * Value at risk and expected shortfall with the order, as shares of equity. They rise with confidence and horizon.
 * Immutable.
 *
 * @param armed whether orders are held against these limits; armed without figures refuses; default true
 * @param maxVar95OneDay largest value at risk at 95 % over a day, in (0, 1]; default 0.02
 * @param maxVar99OneDay largest value at risk at 99 % over a day, in (0, 1]; default 0.03
 * @param maxVar95FiveDays largest value at risk at 95 % over five days, in (0, 1]; default 0.04
 * @param maxVar99FiveDays largest value at risk at 99 % over five days, in (0, 1]; default 0.05
 * @param maxEs99OneDay largest expected shortfall at 99 % over a day, in (0, 1]; default 0.04
 * @param hourlyReturns whether figures are scaled up from hourly returns, flagged {@code short_history}; otherwise
 *     returns are of a day; default false
 * @param minReturns fewest returns figures may rest on, in [30, 10 000]; default 30
 */
public record TailLimits(
        boolean armed,
        BigDecimal maxVar95OneDay,
        BigDecimal maxVar99OneDay,
        BigDecimal maxVar95FiveDays,
        BigDecimal maxVar99FiveDays,
        BigDecimal maxEs99OneDay,
        boolean hourlyReturns,
        int minReturns) {
    /** The defaults. */
    public static final TailLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public TailLimits {
        maxVar95OneDay = Decimals.normal(Rules.share("tail.maxVar95OneDay", maxVar95OneDay));
        maxVar99OneDay = Decimals.normal(Rules.share("tail.maxVar99OneDay", maxVar99OneDay));
        maxVar95FiveDays = Decimals.normal(Rules.share("tail.maxVar95FiveDays", maxVar95FiveDays));
        maxVar99FiveDays = Decimals.normal(Rules.share("tail.maxVar99FiveDays", maxVar99FiveDays));
        maxEs99OneDay = Decimals.normal(Rules.share("tail.maxEs99OneDay", maxEs99OneDay));
        Require.within("tail.minReturns", minReturns, 30, 10_000);
        rises("tail.maxVar95OneDay", maxVar95OneDay, "tail.maxVar99OneDay", maxVar99OneDay);
        rises("tail.maxVar95FiveDays", maxVar95FiveDays, "tail.maxVar99FiveDays", maxVar99FiveDays);
        rises("tail.maxVar95OneDay", maxVar95OneDay, "tail.maxVar95FiveDays", maxVar95FiveDays);
        rises("tail.maxVar99OneDay", maxVar99OneDay, "tail.maxVar99FiveDays", maxVar99FiveDays);
        rises("tail.maxVar99OneDay", maxVar99OneDay, "tail.maxEs99OneDay", maxEs99OneDay);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these limits.
     *
     * @return a builder; every setter replaces one value
     */
    public Builder toBuilder() {
        return new Builder()
                .armed(armed)
                .maxVar95OneDay(maxVar95OneDay)
                .maxVar99OneDay(maxVar99OneDay)
                .maxVar95FiveDays(maxVar95FiveDays)
                .maxVar99FiveDays(maxVar99FiveDays)
                .maxEs99OneDay(maxEs99OneDay)
                .hourlyReturns(hourlyReturns)
                .minReturns(minReturns);
    }

    void describe(Settings settings) {
        settings.tighterWhenTrue("tail.armed", armed);
        settings.higherIsLooser("tail.maxVar95OneDay", maxVar95OneDay);
        settings.higherIsLooser("tail.maxVar99OneDay", maxVar99OneDay);
        settings.higherIsLooser("tail.maxVar95FiveDays", maxVar95FiveDays);
        settings.higherIsLooser("tail.maxVar99FiveDays", maxVar99FiveDays);
        settings.higherIsLooser("tail.maxEs99OneDay", maxEs99OneDay);
        settings.put("tail.hourlyReturns", Setting.either(String.valueOf(hourlyReturns)));
        settings.lowerIsLooser("tail.minReturns", minReturns);
    }

    private static void rises(String name, BigDecimal lower, String other, BigDecimal upper) {
        Require.that(lower.compareTo(upper) <= 0, name, "must be at most " + other + " " + upper, lower);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private boolean armed = true;
        private BigDecimal maxVar95OneDay = new BigDecimal("0.02");
        private BigDecimal maxVar99OneDay = new BigDecimal("0.03");
        private BigDecimal maxVar95FiveDays = new BigDecimal("0.04");
        private BigDecimal maxVar99FiveDays = new BigDecimal("0.05");
        private BigDecimal maxEs99OneDay = new BigDecimal("0.04");
        private boolean hourlyReturns;
        private int minReturns = 30;

        private Builder() {}

        /**
         * Sets the arming.
         *
         * @param value whether orders are held against these limits; armed without figures refuses; default true
         * @return this
         */
        public Builder armed(boolean value) {
            armed = value;
            return this;
        }

        /**
         * Sets the largest var 95 one day.
         *
         * @param value largest value at risk at 95 % over a day, in (0, 1]; default 0.02
         * @return this
         */
        public Builder maxVar95OneDay(BigDecimal value) {
            maxVar95OneDay = Rules.share("tail.maxVar95OneDay", value);
            return this;
        }

        /**
         * Sets the largest var 99 one day.
         *
         * @param value largest value at risk at 99 % over a day, in (0, 1]; default 0.03
         * @return this
         */
        public Builder maxVar99OneDay(BigDecimal value) {
            maxVar99OneDay = Rules.share("tail.maxVar99OneDay", value);
            return this;
        }

        /**
         * Sets the largest var 95 five days.
         *
         * @param value largest value at risk at 95 % over five days, in (0, 1]; default 0.04
         * @return this
         */
        public Builder maxVar95FiveDays(BigDecimal value) {
            maxVar95FiveDays = Rules.share("tail.maxVar95FiveDays", value);
            return this;
        }

        /**
         * Sets the largest var 99 five days.
         *
         * @param value largest value at risk at 99 % over five days, in (0, 1]; default 0.05
         * @return this
         */
        public Builder maxVar99FiveDays(BigDecimal value) {
            maxVar99FiveDays = Rules.share("tail.maxVar99FiveDays", value);
            return this;
        }

        /**
         * Sets the largest es 99 one day.
         *
         * @param value largest expected shortfall at 99 % over a day, in (0, 1]; default 0.04
         * @return this
         */
        public Builder maxEs99OneDay(BigDecimal value) {
            maxEs99OneDay = Rules.share("tail.maxEs99OneDay", value);
            return this;
        }

        /**
         * Sets the hourly returns.
         *
         * @param value whether figures are scaled up from hourly returns, flagged {@code short_history}; otherwise
         *     returns are of a day; default false
         * @return this
         */
        public Builder hourlyReturns(boolean value) {
            hourlyReturns = value;
            return this;
        }

        /**
         * Sets the smallest returns.
         *
         * @param value fewest returns figures may rest on, in [30, 10 000]; default 30
         * @return this
         */
        public Builder minReturns(int value) {
            minReturns = (int) Require.within("tail.minReturns", value, 30, 10_000);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException if two of them contradict each other
         */
        public TailLimits build() {
            return new TailLimits(
                    armed,
                    maxVar95OneDay,
                    maxVar99OneDay,
                    maxVar95FiveDays,
                    maxVar99FiveDays,
                    maxEs99OneDay,
                    hourlyReturns,
                    minReturns);
        }
    }
}
