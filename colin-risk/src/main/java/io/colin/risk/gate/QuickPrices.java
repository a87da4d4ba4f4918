package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import org.jspecify.annotations.Nullable;

/**
 * Reference price and account rate of one order at a glance, as {@link Prices} has them, and what they were read from. One
 * object is used for order after order and allocates nothing.
 */
final class QuickPrices {
    private @Nullable Quote quote;
    private @Nullable Trade trade;
    private @Nullable MarkPrice mark;
    private @Nullable Quote rateQuote;
    private @Nullable Trade rateTrade;
    private @Nullable Instrument rateTerms;
    private long nowNs;
    private long maxAgeNs;
    private double reference;
    private double collar;
    private double rate;

    /** Looks; false unless both are known and fresh. */
    boolean at(MarketView market, QuickTerms of, long newMaxAgeNs) {
        nowNs = market.timeNs();
        maxAgeNs = newMaxAgeNs;
        reference = reference(market, of.instrument.symbol(), false);
        mark = of.spot ? null : freshMark(market, of.instrument.symbol());
        collar = mark == null ? reference : mark.price().doubleValue();
        rate = rate(market, of);
        return reference > 0 && rate > 0;
    }

    double reference() {
        return reference;
    }

    /** What the order's prices may not be far from. */
    double collar() {
        return collar;
    }

    /** Units of the account currency for one of the quote currency. */
    double rate() {
        return rate;
    }

    private boolean isFresh(long timeNs) {
        return timeNs <= nowNs && timeNs >= nowNs - maxAgeNs;
    }

    private @Nullable MarkPrice freshMark(MarketView market, Symbol symbol) {
        @Nullable MarkPrice known = market.markPrice(symbol).orElse(null);
        return known != null && isFresh(known.timeNs()) ? known : null;
    }

    /** As {@link Prices#reference}: the mid while it is fresh and not crossed, else a fresh last trade; 0 without. */
    private double reference(MarketView market, Symbol symbol, boolean ofRate) {
        @Nullable Quote shown = market.quote(symbol).orElse(null);
        if (shown != null && isFresh(shown.timeNs())) {
            double bid = shown.bid().doubleValue();
            double ask = shown.ask().doubleValue();
            // What is crossed or locked, or nearly so, is left to the exact path.
            if (ask > bid) {
                keep(shown, null, ofRate);
                return (bid + ask) / 2;
            }
            return 0;
        }
        @Nullable Trade last = market.lastTrade(symbol).orElse(null);
        if (last != null && isFresh(last.timeNs())) {
            keep(null, last, ofRate);
            return last.price().doubleValue();
        }
        return 0;
    }

    private void keep(@Nullable Quote newQuote, @Nullable Trade newTrade, boolean ofRate) {
        if (ofRate) {
            rateQuote = newQuote;
            rateTrade = newTrade;
        } else {
            quote = newQuote;
            trade = newTrade;
        }
    }

    /** As {@link Prices#freshRate}; 0 without. */
    private double rate(MarketView market, QuickTerms of) {
        rateTerms = null;
        if (of.direct == null || of.reverse == null) {
            return 1;
        }
        double direct = spotReference(market, of.direct);
        if (direct > 0) {
            return direct;
        }
        double reverse = spotReference(market, of.reverse);
        return reverse > 0 ? 1 / reverse : 0;
    }

    private double spotReference(MarketView market, Symbol symbol) {
        @Nullable Instrument instrument = market.instrument(symbol).orElse(null);
        if (instrument == null || instrument.kind() != InstrumentKind.SPOT) {
            return 0;
        }
        rateTerms = instrument;
        return reference(market, symbol, true);
    }

    @Nullable
    Quote quote() {
        return quote;
    }

    @Nullable
    Trade trade() {
        return trade;
    }

    @Nullable
    MarkPrice mark() {
        return mark;
    }

    @Nullable
    Quote rateQuote() {
        return rateQuote;
    }

    @Nullable
    Trade rateTrade() {
        return rateTrade;
    }

    @Nullable
    Instrument rateTerms() {
        return rateTerms;
    }
}
