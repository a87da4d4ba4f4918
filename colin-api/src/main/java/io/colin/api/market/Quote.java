package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * The best bid and offer.
 *
 * @param symbol what is quoted
 * @param timeNs when it was known, ns since epoch
 * @param bid best bid price, above 0
 * @param bidSize quantity at the best bid, 0 or more
 * @param ask best ask price, above 0; a crossed quote (ask below bid) is kept and {@link #isCrossed()} says so
 * @param askSize quantity at the best ask, 0 or more
 */
public record Quote(Symbol symbol, long timeNs, BigDecimal bid, BigDecimal bidSize, BigDecimal ask, BigDecimal askSize)
        implements Marker {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Checks and normalises. */
    public Quote {
        bid = Decimals.normal(Require.positive("bid", bid));
        bidSize = Decimals.normal(Require.notNegative("bidSize", bidSize));
        ask = Decimals.normal(Require.positive("ask", ask));
        askSize = Decimals.normal(Require.notNegative("askSize", askSize));
    }

    /**
     * The mid price.
     *
     * @return (bid + ask) / 2, exact, in quote currency
     */
    public BigDecimal mid() {
        return Decimals.normal(bid.add(ask).multiply(HALF));
    }

    /** The mid price: what a position is marked at. */
    @Override
    public BigDecimal price() {
        return mid();
    }

    /**
     * The spread as a share of the mid, a statistic.
     *
     * @return 10 000 · (ask − bid) / mid in basis points; negative when crossed
     */
    public double spreadBps() {
        return 1e4 * Decimals.statistic(ask.subtract(bid)) / Decimals.statistic(mid());
    }

    /**
     * Whether the quote cannot be true.
     *
     * @return true when ask is below bid
     */
    public boolean isCrossed() {
        return ask.compareTo(bid) < 0;
    }
}
