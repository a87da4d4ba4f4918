package io.colin.api.signal;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import java.math.BigDecimal;

/**
 * What a sizer knows.
 *
 * @param signal the signal to size, LONG or SHORT
 * @param instrument the terms of its symbol
 * @param portfolio the account, priced
 * @param referencePrice mid price now, in quote currency, above 0
 * @param multiplier what risk leaves of the full size, [0, 1]
 */
public record SizingRequest(
        Signal signal, Instrument instrument, Portfolio portfolio, BigDecimal referencePrice, double multiplier) {
    /** Checks and normalises. */
    public SizingRequest {
        referencePrice = Decimals.normal(Require.positive("referencePrice", referencePrice));
        Require.within("multiplier", multiplier, 0, 1);
    }
}
