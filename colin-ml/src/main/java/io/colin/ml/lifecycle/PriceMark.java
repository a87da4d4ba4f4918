package io.colin.ml.lifecycle;

import io.colin.api.Decimals;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.math.BigDecimal;

/**
 * Where a price has been between two decision points.
 *
 * @param low lowest, NaN when there was none
 * @param high highest, NaN when there was none
 * @param last newest known, NaN before the first
 * @param lastNs when the newest was seen, ns since epoch
 */
record PriceMark(double low, double high, double last, long lastNs) {
    static final PriceMark NONE = new PriceMark(Double.NaN, Double.NaN, Double.NaN, Long.MIN_VALUE);

    /** The mark after an event. */
    PriceMark with(MarketEvent event) {
        return switch (event) {
            case Trade trade -> at(trade.price(), trade.timeNs());
            case Quote quote -> at(quote.mid(), quote.timeNs());
            case Bar bar ->
                bar.isEmpty()
                        ? this
                        : at(bar.low(), bar.timeNs())
                                .at(bar.high(), bar.timeNs())
                                .at(bar.close(), bar.timeNs());
            default -> this;
        };
    }

    /** What is left of it at the next decision point: the newest price alone. */
    PriceMark begun() {
        return new PriceMark(Double.NaN, Double.NaN, last, lastNs);
    }

    private PriceMark at(BigDecimal price, long timeNs) {
        double p = Decimals.statistic(price);
        // Math.min and max would keep the NaN.
        double lower = Double.isNaN(low) || p < low ? p : low;
        double higher = Double.isNaN(high) || p > high ? p : high;
        return new PriceMark(lower, higher, p, timeNs);
    }
}
