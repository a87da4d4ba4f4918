package io.colin.risk.sizing;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Sizes a position as min(share · equity, cap) · strength · multiplier, in the account currency, divided by the worth of
 * one unit at the reference price and rounded towards zero to the lot. LONG is positive, SHORT negative, NEUTRAL 0; SHORT
 * on spot is 0 unless short spot is allowed.
 *
 * <p>What cannot be worked out changes nothing: with an account that is not wholly priced, or without a mark that links
 * the quote currency to the account currency, the target is the position held, rounded towards zero to the lot. Without
 * equity above 0 it is 0. Immutable, safe for several threads.
 */
public final class EquityShare implements PositionSizer {
    /** Decimal places kept of strength and multiplier, which are statistics. */
    private static final int PLACES = 12;

    private final BigDecimal share;
    private final BigDecimal maxValue;
    private final boolean shortSpot;

    private EquityShare(Builder builder) {
        share = builder.share;
        maxValue = builder.maxValue;
        shortSpot = builder.shortSpot;
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
        Instrument instrument = request.instrument();
        Portfolio portfolio = request.portfolio();
        int sign = request.signal().direction().sign();
        if (sign == 0 || (sign < 0 && instrument.kind() == InstrumentKind.SPOT && !shortSpot)) {
            return BigDecimal.ZERO;
        }
        Optional<BigDecimal> rate = rate(instrument.symbol().quote(), portfolio);
        if (!portfolio.isPriced() || rate.isEmpty()) {
            return towardsZero(portfolio.quantity(instrument.symbol()), instrument);
        }
        BigDecimal value = share.multiply(portfolio.equity().max(BigDecimal.ZERO))
                .min(maxValue)
                .multiply(Decimals.fromStatistic(request.signal().strength(), PLACES))
                .multiply(Decimals.fromStatistic(request.multiplier(), PLACES));
        BigDecimal lotValue = instrument
                .notional(instrument.lotSize(), request.referencePrice())
                .multiply(rate.get());
        BigDecimal lots = value.divideToIntegralValue(lotValue);
        return Decimals.normal(lots.multiply(instrument.lotSize()).multiply(BigDecimal.valueOf(sign)));
    }

    private static BigDecimal towardsZero(BigDecimal quantity, Instrument instrument) {
        return Decimals.normal(
                quantity.divideToIntegralValue(instrument.lotSize()).multiply(instrument.lotSize()));
    }

    /** The one conversion into the account currency here: by the mark of a spot symbol, never an assumed 1. */
    private static Optional<BigDecimal> rate(String currency, Portfolio portfolio) {
        if (currency.equals(portfolio.currency())) {
            return Optional.of(BigDecimal.ONE);
        }
        for (Map.Entry<Symbol, Portfolio.PositionView> entry :
                portfolio.positions().entrySet()) {
            Symbol symbol = entry.getKey();
            BigDecimal mark = entry.getValue().mark();
            if (mark.signum() > 0
                    && symbol.base().equals(currency)
                    && symbol.quote().equals(portfolio.currency())
                    && symbol.settlement().isEmpty()) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private BigDecimal share = new BigDecimal("0.02");
        private BigDecimal maxValue = new BigDecimal("100000");
        private boolean shortSpot;

        private Builder() {}

        /**
         * Sets the share of equity of a full-size position.
         *
         * @param value a fraction in (0, 1]; default 0.02
         * @return this
         */
        public Builder share(BigDecimal value) {
            Require.that(
                    value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0, "share", "must be in (0, 1]", value);
            share = value;
            return this;
        }

        /**
         * Sets the largest value of a position.
         *
         * @param value in the account currency, above 0; default 100 000
         * @return this
         */
        public Builder maxValue(BigDecimal value) {
            maxValue = Require.positive("maxValue", value);
            return this;
        }

        /**
         * Sets whether SHORT on spot may be sold short.
         *
         * @param value true for a margin account; default false
         * @return this
         */
        public Builder shortSpot(boolean value) {
            shortSpot = value;
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
