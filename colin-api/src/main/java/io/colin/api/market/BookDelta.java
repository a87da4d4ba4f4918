package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import java.util.List;

/**
 * Changed levels of a book.
 *
 * @param symbol what is traded
 * @param timeNs when it was known, ns since epoch
 * @param firstUpdateId the venue's number of the first change within
 * @param lastUpdateId the venue's number of the last change within
 * @param previousUpdateId the last change of the delta before, {@link #NOT_GIVEN} where the venue does not say
 * @param bids new quantities of bid levels, 0 removes
 * @param asks new quantities of ask levels, 0 removes
 */
public record BookDelta(
        Symbol symbol,
        long timeNs,
        long firstUpdateId,
        long lastUpdateId,
        long previousUpdateId,
        List<BookLevel> bids,
        List<BookLevel> asks)
        implements MarketEvent {
    /** The previous id of a venue that does not give it. */
    public static final long NOT_GIVEN = -1;

    /** Copies the lists. */
    public BookDelta {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
