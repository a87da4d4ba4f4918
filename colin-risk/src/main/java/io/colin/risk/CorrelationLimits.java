package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * What may be held of symbols that move together. A pair whose correlation is not known counts as moving together.
 * Immutable.
 *
 * @param threshold correlation above which symbols form a group with the order's, in (0, 1]; default 0.70
 * @param maxGroupShare largest absolute net exposure of a group of two or more as a share of equity; an order that
 *     lowers it always passes, above 0; default 0.15
 * @param warnPair correlation above which a pair of held symbols warns, in (0, 1]; default 0.60
 */
public record CorrelationLimits(BigDecimal threshold, BigDecimal maxGroupShare, BigDecimal warnPair) {
    /** The defaults. */
    public static final CorrelationLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public CorrelationLimits {
        threshold = Decimals.normal(Rules.share("correlation.threshold", threshold));
        maxGroupShare = Decimals.normal(Require.positive("correlation.maxGroupShare", maxGroupShare));
        warnPair = Decimals.normal(Rules.share("correlation.warnPair", warnPair));
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
        return new Builder().threshold(threshold).maxGroupShare(maxGroupShare).warnPair(warnPair);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("correlation.threshold", threshold);
        settings.higherIsLooser("correlation.maxGroupShare", maxGroupShare);
        settings.higherIsLooser("correlation.warnPair", warnPair);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private BigDecimal threshold = new BigDecimal("0.70");
        private BigDecimal maxGroupShare = new BigDecimal("0.15");
        private BigDecimal warnPair = new BigDecimal("0.60");

        private Builder() {}

        /**
         * Sets the threshold.
         *
         * @param value correlation above which symbols form a group with the order's, in (0, 1]; default 0.70
         * @return this
         */
        public Builder threshold(BigDecimal value) {
            threshold = Rules.share("correlation.threshold", value);
            return this;
        }

        /**
         * Sets the largest group share.
         *
         * @param value largest absolute net exposure of a group of two or more as a share of equity; an order that
         *     lowers it always passes, above 0; default 0.15
         * @return this
         */
        public Builder maxGroupShare(BigDecimal value) {
            maxGroupShare = Require.positive("correlation.maxGroupShare", value);
            return this;
        }

        /**
         * Sets the warning level of pair.
         *
         * @param value correlation above which a pair of held symbols warns, in (0, 1]; default 0.60
         * @return this
         */
        public Builder warnPair(BigDecimal value) {
            warnPair = Rules.share("correlation.warnPair", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public CorrelationLimits build() {
            return new CorrelationLimits(threshold, maxGroupShare, warnPair);
        }
    }
}
