package io.colin.risk;

import io.colin.api.Decimals;
import java.math.BigDecimal;

/**
 * What the account may owe. Orders that can only shrink a position, whatever else fills, are spared the free margin: they give
 * margin back, and an account short of it could not be brought back otherwise. Immutable.
 *
 * @param accountKind what the account may owe; default CASH_SPOT
 * @param minFree share of equity that must stay free of margin; MARGIN accounts only, in [0, 1); default 0.25
 * @param initialRate margin a unit of exposure takes; MARGIN accounts only, in (0, 1]; default 1
 * @param feeCushion share of a buy's value kept for fees; CASH_SPOT accounts only, in [0, 1); default 0.002
 */
public record MarginLimits(AccountKind accountKind, BigDecimal minFree, BigDecimal initialRate, BigDecimal feeCushion) {
    /** The defaults. */
    public static final MarginLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public MarginLimits {
        minFree = Decimals.normal(Rules.shareFromZero("margin.minFree", minFree));
        initialRate = Decimals.normal(Rules.share("margin.initialRate", initialRate));
        feeCushion = Decimals.normal(Rules.shareFromZero("margin.feeCushion", feeCushion));
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
                .accountKind(accountKind)
                .minFree(minFree)
                .initialRate(initialRate)
                .feeCushion(feeCushion);
    }

    void describe(Settings settings) {
        settings.put("margin.accountKind", Setting.either(accountKind.name()));
        settings.lowerIsLooser("margin.minFree", minFree);
        settings.lowerIsLooser("margin.initialRate", initialRate);
        settings.lowerIsLooser("margin.feeCushion", feeCushion);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private AccountKind accountKind = AccountKind.CASH_SPOT;
        private BigDecimal minFree = new BigDecimal("0.25");
        private BigDecimal initialRate = BigDecimal.ONE;
        private BigDecimal feeCushion = new BigDecimal("0.002");

        private Builder() {}

        /**
         * Sets the account kind.
         *
         * @param value what the account may owe; default CASH_SPOT
         * @return this
         */
        public Builder accountKind(AccountKind value) {
            accountKind = value;
            return this;
        }

        /**
         * Sets the smallest free.
         *
         * @param value share of equity that must stay free of margin; MARGIN accounts only, in [0, 1); default 0.25
         * @return this
         */
        public Builder minFree(BigDecimal value) {
            minFree = Rules.shareFromZero("margin.minFree", value);
            return this;
        }

        /**
         * Sets the initial rate.
         *
         * @param value margin a unit of exposure takes; MARGIN accounts only, in (0, 1]; default 1
         * @return this
         */
        public Builder initialRate(BigDecimal value) {
            initialRate = Rules.share("margin.initialRate", value);
            return this;
        }

        /**
         * Sets the fee cushion.
         *
         * @param value share of a buy's value kept for fees; CASH_SPOT accounts only, in [0, 1); default 0.002
         * @return this
         */
        public Builder feeCushion(BigDecimal value) {
            feeCushion = Rules.shareFromZero("margin.feeCushion", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public MarginLimits build() {
            return new MarginLimits(accountKind, minFree, initialRate, feeCushion);
        }
    }
}
