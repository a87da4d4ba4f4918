package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import java.util.List;

/**
 * A whole book, replacing what was known.
 *
 * @param symbol what is traded
 * @param timeNs when it was known, ns since epoch
 * @param lastUpdateId the venue's number of the last change it holds
 * @param bids levels, best (highest) first
 * @param asks levels, best (lowest) first
 */
public record BookSnapshot(Symbol symbol, long timeNs, long lastUpdateId, List<BookLevel> bids, List<BookLevel> asks)
        implements MarketEvent {
    /** Copies the lists. */
    public BookSnapshot {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
