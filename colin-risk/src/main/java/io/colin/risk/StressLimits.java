package io.colin.risk;

import io.colin.api.Decimals;
import java.math.BigDecimal;

/**
 * The loss of the worst limited scenario with the order, as a share of equity. Immutable.
 *
 * @param armed whether orders are held against the limit; armed without figures refuses; default true
 * @param maxLoss largest loss of a limited scenario; the other scenarios warn, in (0, 1]; default 0.10
 */
public record StressLimits(boolean armed, BigDecimal maxLoss) {
    /** The defaults. */
    public static final StressLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public StressLimits {
        maxLoss = Decimals.normal(Rules.share("stress.maxLoss", maxLoss));
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
        return new Builder().armed(armed).maxLoss(maxLoss);
    }

    void describe(Settings settings) {
        settings.tighterWhenTrue("stress.armed", armed);
        settings.higherIsLooser("stress.maxLoss", maxLoss);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private boolean armed = true;
        private BigDecimal maxLoss = new BigDecimal("0.10");

        private Builder() {}

        /**
         * Sets the arming.
         *
         * @param value whether orders are held against the limit; armed without figures refuses; default true
         * @return this
         */
        public Builder armed(boolean value) {
            armed = value;
            return this;
        }

        /**
         * Sets the largest loss.
         *
         * @param value largest loss of a limited scenario; the other scenarios warn, in (0, 1]; default 0.10
         * @return this
         */
        public Builder maxLoss(BigDecimal value) {
            maxLoss = Rules.share("stress.maxLoss", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public StressLimits build() {
            return new StressLimits(armed, maxLoss);
        }
    }
}
