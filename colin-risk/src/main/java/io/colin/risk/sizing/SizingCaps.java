package io.colin.risk.sizing;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What no sizer exceeds, and how each turns a share of equity into a target: min(share wanted · equity, share · equity,
 * maxValue) · part · strength · multiplier, in the account currency, divided by the worth of one unit at the reference
 * price and rounded towards zero to the lot. LONG is positive, SHORT negative, NEUTRAL 0; SHORT on spot is 0 unless short
 * spot is allowed.
 *
 * <p>What cannot be worked out changes nothing: with an account that is not wholly priced, or without a rate of the
 * quote currency ({@link Portfolio#rate}), the target is the position held, rounded towards zero to the lot. Without
 * equity above 0 it is 0.
 *
 * @param share of equity of a full-size position, in (0, 1]
 * @param maxValue largest value of a position, in the account currency, above 0
 * @param shortSpot whether SHORT on spot may be sold short
 */
public record SizingCaps(BigDecimal share, BigDecimal maxValue, boolean shortSpot) {
    /** Decimal places kept of what is a statistic. */
    private static final int PLACES = 12;

    /** Checks and normalises. */
    public SizingCaps {
        Require.that(share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0, "share", "must be in (0, 1]", share);
        share = Decimals.normal(share);
        maxValue = Decimals.normal(Require.positive("maxValue", maxValue));
    }

    /**
     * The defaults.
     *
     * @return 2 % of equity, at most 100 000, no short spot
     */
    public static SizingCaps standard() {
        return new SizingCaps(new BigDecimal("0.02"), new BigDecimal("100000"), false);
    }

    /**
     * The same with another share of equity.
     *
     * @param value in (0, 1]
     * @return a copy
     */
    public SizingCaps withShare(BigDecimal value) {
        return new SizingCaps(value, maxValue, shortSpot);
    }

    /**
     * The same with another largest value.
     *
     * @param value in the account currency, above 0
     * @return a copy
     */
    public SizingCaps withMaxValue(BigDecimal value) {
        return new SizingCaps(share, value, shortSpot);
    }

    /**
     * The same with short spot or without.
     *
     * @param value true for a margin account
     * @return a copy
     */
    public SizingCaps withShortSpot(boolean value) {
        return new SizingCaps(share, maxValue, value);
    }

    /** The target of the full size under the caps. */
    BigDecimal full(SizingRequest request) {
        return target(request, share, 1);
    }

    /** The target of a share of equity, a statistic: what is not above 0 is 0, what is above 1 counts as 1. */
    BigDecimal ofEquity(SizingRequest request, double wanted) {
        return wanted > 0 ? target(request, Decimals.fromStatistic(Math.min(1, wanted), PLACES), 1) : BigDecimal.ZERO;
    }

    /** The target of a part in [0, 1] of the full size. */
    BigDecimal part(SizingRequest request, double part) {
        return target(request, share, part);
    }

    private BigDecimal target(SizingRequest request, BigDecimal wanted, double part) {
        Instrument instrument = request.instrument();
        Portfolio portfolio = request.portfolio();
        int sign = request.signal().direction().sign();
        if (sign == 0 || (sign < 0 && instrument.kind() == InstrumentKind.SPOT && !shortSpot)) {
            return BigDecimal.ZERO;
        }
        Optional<BigDecimal> rate = portfolio.rate(instrument.symbol().quote());
        if (!portfolio.isPriced() || rate.isEmpty()) {
            return towardsZero(portfolio.quantity(instrument.symbol()), instrument);
        }
        BigDecimal value = wanted.min(share)
                .multiply(portfolio.equity().max(BigDecimal.ZERO))
                .min(maxValue)
                .multiply(Decimals.fromStatistic(part, PLACES))
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
}
