package io.colin.api.market;

import io.colin.api.instrument.Symbol;

/**
 * Something a market told us, with the time it was received. Events of one source never go back in time; several may
 * carry the same time, their order in the source is then the order of events.
 */
public sealed interface MarketEvent
        permits Marker,
                BookSnapshot,
                BookDelta,
                MarkPrice,
                FundingRate,
                OpenInterest,
                Liquidation,
                SentimentIndex,
                DataGap {
    /**
     * What it is about.
     *
     * @return the symbol
     */
    Symbol symbol();

    /**
     * When it was known to us: the receive time of a recording or connection, the close of a bar.
     *
     * @return ns since epoch
     */
    long timeNs();
}
