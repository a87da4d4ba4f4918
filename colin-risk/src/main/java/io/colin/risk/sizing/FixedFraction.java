package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;

/**
 * Fixed fractional sizing: every position risks the same share of equity until its barrier, so that its value is risk ·
 * equity / θ with θ the signal's band. R. Vince, The Mathematics of Money Management, Wiley 1992. Under
 * {@link SizingCaps}, times strength and multiplier. Immutable, safe for several threads.
 */
public final class FixedFraction implements PositionSizer {
    private final double risk;
    private final SizingCaps caps;

    private FixedFraction(Builder builder) {
        risk = builder.risk;
        caps = builder.caps;
    }

    /**
     * Starts a sizer.
     *
     * @return a builder that risks 1 bp of equity a position, which is 2 % of equity at a band of 0.5 %
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BigDecimal target(SizingRequest request) {
        return caps.ofEquity(request, risk / request.signal().band());
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private double risk = 0.0001;
        private SizingCaps caps = SizingCaps.standard();

        private Builder() {}

        /**
         * Sets the share of equity lost when a position reaches its barrier.
         *
         * @param value a fraction in (0, 1]; default 0.0001
         * @return this
         */
        public Builder risk(double value) {
            risk = Require.within("risk", value, Double.MIN_NORMAL, 1);
            return this;
        }

        /**
         * Sets what is never exceeded.
         *
         * @param value default {@link SizingCaps#standard()}
         * @return this
         */
        public Builder caps(SizingCaps value) {
            caps = value;
            return this;
        }

        /**
         * Builds the sizer.
         *
         * @return the sizer
         */
        public FixedFraction build() {
            return new FixedFraction(this);
        }
    }
}
