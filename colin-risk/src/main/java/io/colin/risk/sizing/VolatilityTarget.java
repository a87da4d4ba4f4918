package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Volatility targeting: a position as large as makes it alone move the account by the target, value = equity · σ_target /
 * σ. A. Moreira and T. Muir, "Volatility-Managed Portfolios", Journal of Finance 72, 2017. Under {@link SizingCaps}, times
 * strength and multiplier. Where the volatility is unknown, not finite or not above 0 the target is 0. Immutable; as safe
 * for several threads as its source.
 */
public final class VolatilityTarget implements PositionSizer {
    private final VolatilitySource volatility;
    private final double target;
    private final SizingCaps caps;

    private VolatilityTarget(Builder builder, VolatilitySource volatility) {
        this.volatility = volatility;
        target = builder.target;
        caps = builder.caps;
    }

    /**
     * Starts a sizer.
     *
     * @return a builder of 15 % a year; the volatility must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BigDecimal target(SizingRequest request) {
        OptionalDouble sigma = volatility.annualised(request.instrument().symbol());
        return sigma.orElse(0) > 0 ? caps.ofEquity(request, target / sigma.getAsDouble()) : BigDecimal.ZERO;
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable VolatilitySource volatility;
        private double target = 0.15;
        private SizingCaps caps = SizingCaps.standard();

        private Builder() {}

        /**
         * Sets where volatilities come from.
         *
         * @param source asked for each target
         * @return this
         */
        public Builder volatility(VolatilitySource source) {
            volatility = source;
            return this;
        }

        /**
         * Sets the volatility a position may give the account.
         *
         * @param annualised standard deviation of a year's return, a fraction in (0, 10]; default 0.15
         * @return this
         */
        public Builder target(double annualised) {
            target = Require.within("target", annualised, Double.MIN_NORMAL, 10);
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
         * @throws IllegalArgumentException if the volatility is not set
         */
        public VolatilityTarget build() {
            if (volatility == null) {
                throw Require.broken("volatility", "must be set", "none");
            }
            return new VolatilityTarget(this, volatility);
        }
    }
}
