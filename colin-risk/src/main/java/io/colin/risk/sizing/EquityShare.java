package io.colin.risk.sizing;

import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;

/**
 * The default sizer: min(share · equity, cap) · strength · multiplier, exactly as {@link SizingCaps} says. Immutable, safe
 * for several threads.
 */
public final class EquityShare implements PositionSizer {
    private final SizingCaps caps;

    private EquityShare(Builder builder) {
        caps = builder.caps;
    }

    /**
     * Starts a sizer.
     *
     * @return a builder of 2 % of equity, at most 100 000, no short spot
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BigDecimal target(SizingRequest request) {
        return caps.full(request);
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private SizingCaps caps = SizingCaps.standard();

        private Builder() {}

        /**
         * Sets the share of equity of a full-size position.
         *
         * @param value a fraction in (0, 1]; default 0.02
         * @return this
         */
        public Builder share(BigDecimal value) {
            caps = caps.withShare(value);
            return this;
        }

        /**
         * Sets the largest value of a position.
         *
         * @param value in the account currency, above 0; default 100 000
         * @return this
         */
        public Builder maxValue(BigDecimal value) {
            caps = caps.withMaxValue(value);
            return this;
        }

        /**
         * Sets whether SHORT on spot may be sold short.
         *
         * @param value true for a margin account; default false
         * @return this
         */
        public Builder shortSpot(boolean value) {
            caps = caps.withShortSpot(value);
            return this;
        }

        /**
         * Builds the sizer.
         *
         * @return the sizer
         */
        public EquityShare build() {
            return new EquityShare(this);
        }
    }
}
