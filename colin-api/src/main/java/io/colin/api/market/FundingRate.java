package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * The funding rate of a perpetual.
 *
 * @param symbol a perpetual
 * @param timeNs when it was known, ns since epoch
 * @param rate share of position value per interval; positive means longs pay (0.0001 is 1 bp)
 * @param nextFundingTimeNs when it is next paid, ns since epoch
 * @param intervalNs time from one payment to the next, ns, above 0: without it rates of two venues cannot be compared
 */
public record FundingRate(Symbol symbol, long timeNs, BigDecimal rate, long nextFundingTimeNs, long intervalNs)
        implements MarketEvent {
    /** Checks and normalises. */
    public FundingRate {
        Require.positive("intervalNs", intervalNs);
        rate = Decimals.normal(rate);
    }
}
