package io.colin.ml.feature.book;

import io.colin.api.market.Quote;

/**
 * The best bid and offer in force. The ticker leads: depth deltas are batched and lag it, so a book moves the touch only
 * where no ticker message came within the second before.
 */
final class Touch {
    private static final long TICKER_LEADS_NS = 1_000_000_000L;

    private double bid = Double.NaN;
    private double bidSize;
    private double ask = Double.NaN;
    private double askSize;
    private boolean crossed;
    private boolean seenTicker;
    private long tickerNs;

    /** Answers whether anything changed. */
    boolean on(Quote quote) {
        seenTicker = true;
        tickerNs = quote.timeNs();
        return set(
                quote.bid().doubleValue(), quote.bidSize().doubleValue(),
                quote.ask().doubleValue(), quote.askSize().doubleValue());
    }

    /** Answers whether anything changed. */
    boolean on(long timeNs, BookSide bids, BookSide asks) {
        if (seenTicker && timeNs - tickerNs < TICKER_LEADS_NS) {
            return false;
        }
        if (bids.isEmpty() || asks.isEmpty()) {
            return forget();
        }
        return set(bids.bestPrice(), bids.bestSize(), asks.bestPrice(), asks.bestSize());
    }

    /** It is unknown until told anew; answers whether it was known. */
    boolean forget() {
        boolean was = isKnown();
        bid = Double.NaN;
        ask = Double.NaN;
        crossed = false;
        seenTicker = false;
        return was;
    }

    /** Both sides rest and do not cross. */
    boolean isKnown() {
        return bid > 0 && !crossed;
    }

    boolean isCrossed() {
        return crossed;
    }

    double bid() {
        return bid;
    }

    double bidSize() {
        return bidSize;
    }

    double ask() {
        return ask;
    }

    double askSize() {
        return askSize;
    }

    double mid() {
        return 0.5 * (bid + ask);
    }

    double imbalance() {
        return (bidSize - askSize) / (bidSize + askSize);
    }

    /** ln(b₁/a₁), exactly the negative where the sides are swapped. */
    double logSizeRatio() {
        return Math.log(bidSize) - Math.log(askSize);
    }

    double spreadBps() {
        return 1e4 * (ask - bid) / mid();
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(Touch other) {
        bid = other.bid;
        bidSize = other.bidSize;
        ask = other.ask;
        askSize = other.askSize;
        crossed = other.crossed;
        seenTicker = other.seenTicker;
        tickerNs = other.tickerNs;
    }

    private boolean set(double newBid, double newBidSize, double newAsk, double newAskSize) {
        boolean empty = newBidSize <= 0 || newAskSize <= 0;
        boolean nowCrossed = !empty && newAsk < newBid;
        double b = empty ? Double.NaN : newBid;
        double a = empty ? Double.NaN : newAsk;
        boolean same = nowCrossed == crossed
                && Double.compare(b, bid) == 0
                && Double.compare(a, ask) == 0
                && (empty || (newBidSize == bidSize && newAskSize == askSize));
        bid = b;
        ask = a;
        bidSize = newBidSize;
        askSize = newAskSize;
        crossed = nowCrossed;
        return !same;
    }
}
