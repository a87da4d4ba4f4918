package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;

/**
 * The funding rate of a perpetual.
 *
 * @param symbol a perpetual
 * @param timeNs when it was known, ns since epoch
 * @param rate share of position value per interval; positive means longs pay (0.0001 is 1 bp)
 * @param nextFundingTimeNs when it is next paid, ns since epoch
 */
public record FundingRate(Symbol symbol, long timeNs, BigDecimal rate, long nextFundingTimeNs) implements MarketEvent {
    /** Normalises. */
    public FundingRate {
        rate = Decimals.normal(rate);
    }
}
