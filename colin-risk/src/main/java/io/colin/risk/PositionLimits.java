package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * What may be held, working orders at their worst case included. Immutable.
 *
 * @param maxValue largest position of a symbol, in the account currency, above 0; default 100 000
 * @param maxSymbolShare largest position of a symbol as a share of equity (POS_002), in (0, 1]; default 0.20
 * @param maxSectorShare largest gross exposure of a sector as a share of equity, above 0; default 0.40
 * @param warnVenueShare share of what is held at one venue from which it warns; it never refuses, in (0, 1]; default
 *     0.50
 * @param maxGrossShare largest gross exposure as a share of equity, above 0; default 0.20
 * @param maxLeverage largest gross exposure over equity, above 0; default 3
 */
public record PositionLimits(
        BigDecimal maxValue,
        BigDecimal maxSymbolShare,
        BigDecimal maxSectorShare,
        BigDecimal warnVenueShare,
        BigDecimal maxGrossShare,
        BigDecimal maxLeverage) {
    /** The defaults. */
    public static final PositionLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public PositionLimits {
        maxValue = Decimals.normal(Require.positive("position.maxValue", maxValue));
        maxSymbolShare = Decimals.normal(Rules.share("position.maxSymbolShare", maxSymbolShare));
        maxSectorShare = Decimals.normal(Require.positive("position.maxSectorShare", maxSectorShare));
        warnVenueShare = Decimals.normal(Rules.share("position.warnVenueShare", warnVenueShare));
        maxGrossShare = Decimals.normal(Require.positive("position.maxGrossShare", maxGrossShare));
        maxLeverage = Decimals.normal(Require.positive("position.maxLeverage", maxLeverage));
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
                .maxValue(maxValue)
                .maxSymbolShare(maxSymbolShare)
                .maxSectorShare(maxSectorShare)
                .warnVenueShare(warnVenueShare)
                .maxGrossShare(maxGrossShare)
                .maxLeverage(maxLeverage);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("position.maxValue", maxValue);
        settings.higherIsLooser("position.maxSymbolShare", maxSymbolShare);
        settings.higherIsLooser("position.maxSectorShare", maxSectorShare);
        settings.higherIsLooser("position.warnVenueShare", warnVenueShare);
        settings.higherIsLooser("position.maxGrossShare", maxGrossShare);
        settings.higherIsLooser("position.maxLeverage", maxLeverage);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private BigDecimal maxValue = new BigDecimal("100000");
        private BigDecimal maxSymbolShare = new BigDecimal("0.20");
        private BigDecimal maxSectorShare = new BigDecimal("0.40");
        private BigDecimal warnVenueShare = new BigDecimal("0.50");
        private BigDecimal maxGrossShare = new BigDecimal("0.20");
        private BigDecimal maxLeverage = new BigDecimal("3");

        private Builder() {}

        /**
         * Sets the largest value.
         *
         * @param value largest position of a symbol, in the account currency, above 0; default 100 000
         * @return this
         */
        public Builder maxValue(BigDecimal value) {
            maxValue = Require.positive("position.maxValue", value);
            return this;
        }

        /**
         * Sets the largest symbol share.
         *
         * @param value largest position of a symbol as a share of equity (POS_002), in (0, 1]; default 0.20
         * @return this
         */
        public Builder maxSymbolShare(BigDecimal value) {
            maxSymbolShare = Rules.share("position.maxSymbolShare", value);
            return this;
        }

        /**
         * Sets the largest sector share.
         *
         * @param value largest gross exposure of a sector as a share of equity, above 0; default 0.40
         * @return this
         */
        public Builder maxSectorShare(BigDecimal value) {
            maxSectorShare = Require.positive("position.maxSectorShare", value);
            return this;
        }

        /**
         * Sets the warning level of venue share.
         *
         * @param value share of what is held at one venue from which it warns; it never refuses, in (0, 1]; default
         *     0.50
         * @return this
         */
        public Builder warnVenueShare(BigDecimal value) {
            warnVenueShare = Rules.share("position.warnVenueShare", value);
            return this;
        }

        /**
         * Sets the largest gross share.
         *
         * @param value largest gross exposure as a share of equity, above 0; default 0.20
         * @return this
         */
        public Builder maxGrossShare(BigDecimal value) {
            maxGrossShare = Require.positive("position.maxGrossShare", value);
            return this;
        }

        /**
         * Sets the largest leverage.
         *
         * @param value largest gross exposure over equity, above 0; default 3
         * @return this
         */
        public Builder maxLeverage(BigDecimal value) {
            maxLeverage = Require.positive("position.maxLeverage", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public PositionLimits build() {
            return new PositionLimits(
                    maxValue, maxSymbolShare, maxSectorShare, warnVenueShare, maxGrossShare, maxLeverage);
        }
    }
}
