package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Risk parity: of a gross share of equity each symbol gets the weight with which all symbols of the estimate add the same
 * to the portfolio's variance, wᵢ·(Σw)ᵢ = wᵀΣw / n. S. Maillard, T. Roncalli and J. Teïletche, "The Properties of Equally
 * Weighted Risk Contribution Portfolios", Journal of Portfolio Management 36, 2010. Weights are of all symbols held long,
 * whatever the signals say, so that one symbol's signal does not resize the others. Where there is no estimate, the symbol
 * is not in it, or an asset of it does not move, the target is 0. Under {@link SizingCaps}, times strength and multiplier.
 *
 * <p>Weights are solved once an estimate and kept. As safe for several threads as its estimate.
 */
public final class RiskParity implements PositionSizer {
    private final JointRisk risk;
    private final double gross;
    private final SizingCaps caps;
    private volatile @Nullable EqualRisk solved;

    private RiskParity(Builder builder, JointRisk risk) {
        this.risk = risk;
        gross = builder.gross;
        caps = builder.caps;
    }

    /**
     * Starts a sizer.
     *
     * @return a builder of 20 % of equity in all; the risk must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BigDecimal target(SizingRequest request) {
        Optional<JointRisk.Estimate> estimate = risk.latest();
        if (estimate.isEmpty()) {
            return BigDecimal.ZERO;
        }
        OptionalDouble weight =
                weights(estimate.get()).weight(request.instrument().symbol());
        return weight.isEmpty() ? BigDecimal.ZERO : caps.ofEquity(request, gross * weight.getAsDouble());
    }

    /** Two threads may solve the same estimate; both find the same. */
    private EqualRisk weights(JointRisk.Estimate estimate) {
        @Nullable EqualRisk kept = solved;
        if (kept == null || !kept.isOf(estimate)) {
            kept = EqualRisk.of(estimate);
            solved = kept;
        }
        return kept;
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable JointRisk risk;
        private double gross = 0.20;
        private SizingCaps caps = SizingCaps.standard();

        private Builder() {}

        /**
         * Sets where the estimate comes from.
         *
         * @param source asked for each target
         * @return this
         */
        public Builder risk(JointRisk source) {
            risk = source;
            return this;
        }

        /**
         * Sets the share of equity that all symbols of the estimate get together at full size.
         *
         * @param value a fraction in (0, 10]; default 0.20
         * @return this
         */
        public Builder gross(double value) {
            gross = Require.within("gross", value, Double.MIN_NORMAL, 10);
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
         * @throws IllegalArgumentException if the risk is not set
         */
        public RiskParity build() {
            if (risk == null) {
                throw Require.broken("risk", "must be set", "none");
            }
            return new RiskParity(this, risk);
        }
    }
}
