package io.colin.risk;

import io.colin.api.Decimals;
import java.math.BigDecimal;

/**
 * What may be lost in a day. Immutable.
 *
 * @param maxDaily largest loss of a UTC day as a share of its first equity, realised and marked, in (0, 1); default
 *     0.05
 */
public record LossLimits(BigDecimal maxDaily) {
    /** The defaults. */
    public static final LossLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public LossLimits {
        maxDaily = Decimals.normal(Rules.shareBelowOne("loss.maxDaily", maxDaily));
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
        return new Builder().maxDaily(maxDaily);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("loss.maxDaily", maxDaily);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private BigDecimal maxDaily = new BigDecimal("0.05");

        private Builder() {}

        /**
         * Sets the largest daily.
         *
         * @param value largest loss of a UTC day as a share of its first equity, realised and marked, in (0, 1);
         *     default 0.05
         * @return this
         */
        public Builder maxDaily(BigDecimal value) {
            maxDaily = Rules.shareBelowOne("loss.maxDaily", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public LossLimits build() {
            return new LossLimits(maxDaily);
        }
    }
}
