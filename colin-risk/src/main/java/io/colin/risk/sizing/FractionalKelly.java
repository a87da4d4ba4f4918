package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A fraction of the Kelly bet: the share of equity that maximises the expected logarithm of wealth of a bet that wins
 * {@code gain} with probability p and else loses {@code loss}, f* = p / loss − (1 − p) / gain, times the fraction. J. L.
 * Kelly, "A New Interpretation of Information Rate", Bell System Technical Journal 35, 1956; E. O. Thorp, "The Kelly
 * Criterion in Blackjack, Sports Betting and the Stock Market", 2006. A quarter by default, since p is an estimate and
 * overbetting costs more than underbetting. A bet without an edge has the target 0, and so has one with unknown odds.
 * Under {@link SizingCaps}, times strength and multiplier. Immutable; as safe for several threads as its odds.
 */
public final class FractionalKelly implements PositionSizer {
    private final WinOdds odds;
    private final double fraction;
    private final SizingCaps caps;

    private FractionalKelly(Builder builder, WinOdds odds) {
        this.odds = odds;
        fraction = builder.fraction;
        caps = builder.caps;
    }

    /**
     * Starts a sizer.
     *
     * @return a builder of a quarter; the odds must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BigDecimal target(SizingRequest request) {
        return odds.of(request)
                .map(bet -> caps.ofEquity(request, fraction * kelly(bet)))
                .orElse(BigDecimal.ZERO);
    }

    private static double kelly(WinOdds.Odds bet) {
        return bet.winProbability() / bet.loss() - (1 - bet.winProbability()) / bet.gain();
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable WinOdds odds;
        private double fraction = 0.25;
        private SizingCaps caps = SizingCaps.standard();

        private Builder() {}

        /**
         * Sets where odds come from.
         *
         * @param source asked for each target
         * @return this
         */
        public Builder odds(WinOdds source) {
            odds = source;
            return this;
        }

        /**
         * Sets the fraction of the Kelly bet.
         *
         * @param value in (0, 1]; default 0.25
         * @return this
         */
        public Builder fraction(double value) {
            fraction = Require.within("fraction", value, Double.MIN_NORMAL, 1);
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
         * @throws IllegalArgumentException if the odds are not set
         */
        public FractionalKelly build() {
            if (odds == null) {
                throw Require.broken("odds", "must be set", "none");
            }
            return new FractionalKelly(this, odds);
        }
    }
}
