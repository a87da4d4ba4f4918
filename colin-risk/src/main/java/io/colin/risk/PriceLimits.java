package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How far from the market a price may be. Immutable.
 *
 * @param collar largest distance of a price from the reference, in (0, 1]; default 0.05
 * @param maxDrift largest move of the prices of a strategy's own orders in a symbol, reduce-only ones aside, within
 *     {@code driftWindow}; more stops the strategy until a person re-enables it, in (0, 1]; default 0.05
 * @param driftWindow how long an own price is remembered for {@code maxDrift}, above 0, at most 366 days; default 60 s
 * @param maxVenueDivergence largest distance of the mid of the venue an order names from the reference over all venues,
 *     in (0, 1]; default 0.01
 */
public record PriceLimits(BigDecimal collar, BigDecimal maxDrift, Duration driftWindow, BigDecimal maxVenueDivergence) {
    /** The defaults. */
    public static final PriceLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public PriceLimits {
        collar = Decimals.normal(Rules.share("price.collar", collar));
        maxDrift = Decimals.normal(Rules.share("price.maxDrift", maxDrift));
        Require.span("price.driftWindow", driftWindow);
        maxVenueDivergence = Decimals.normal(Rules.share("price.maxVenueDivergence", maxVenueDivergence));
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
                .collar(collar)
                .maxDrift(maxDrift)
                .driftWindow(driftWindow)
                .maxVenueDivergence(maxVenueDivergence);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("price.collar", collar);
        settings.higherIsLooser("price.maxDrift", maxDrift);
        settings.lowerIsLooser("price.driftWindow", driftWindow);
        settings.higherIsLooser("price.maxVenueDivergence", maxVenueDivergence);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private BigDecimal collar = new BigDecimal("0.05");
        private BigDecimal maxDrift = new BigDecimal("0.05");
        private Duration driftWindow = Duration.ofSeconds(60);
        private BigDecimal maxVenueDivergence = new BigDecimal("0.01");

        private Builder() {}

        /**
         * Sets the collar.
         *
         * @param value largest distance of a price from the reference, in (0, 1]; default 0.05
         * @return this
         */
        public Builder collar(BigDecimal value) {
            collar = Rules.share("price.collar", value);
            return this;
        }

        /**
         * Sets the largest drift.
         *
         * @param value largest move of the prices of a strategy's own orders in a symbol, reduce-only ones aside, within
         *     {@code driftWindow}; more stops the strategy until a person re-enables it, in (0, 1]; default 0.05
         * @return this
         */
        public Builder maxDrift(BigDecimal value) {
            maxDrift = Rules.share("price.maxDrift", value);
            return this;
        }

        /**
         * Sets the drift window.
         *
         * @param value how long an own price is remembered for {@code maxDrift}, above 0, at most 366 days; default 60 s
         * @return this
         */
        public Builder driftWindow(Duration value) {
            driftWindow = Require.span("price.driftWindow", value);
            return this;
        }

        /**
         * Sets the largest venue divergence.
         *
         * @param value largest distance of the mid of the venue an order names from the reference over all venues, in
         *     (0, 1]; default 0.01
         * @return this
         */
        public Builder maxVenueDivergence(BigDecimal value) {
            maxVenueDivergence = Rules.share("price.maxVenueDivergence", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public PriceLimits build() {
            return new PriceLimits(collar, maxDrift, driftWindow, maxVenueDivergence);
        }
    }
}
