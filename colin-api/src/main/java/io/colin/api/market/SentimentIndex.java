package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;

/**
 * A published index of the mood of a market, for example Fear &amp; Greed. It enters a run like every other event, at
 * the time of its publication, so that nothing learns of a day before that day's value was out.
 *
 * @param symbol the market it is published about; consumers take it for the whole market
 * @param timeNs when it was published and known, ns since epoch
 * @param referenceTimeNs the day it speaks of, any time within it, ns since epoch; not after timeNs
 * @param value 0 (fear) to 100 (greed)
 */
public record SentimentIndex(Symbol symbol, long timeNs, long referenceTimeNs, double value) implements MarketEvent {
    /** Checks. */
    public SentimentIndex {
        Require.that(referenceTimeNs <= timeNs, "referenceTimeNs", "must not be after timeNs", referenceTimeNs);
        Require.within("value", value, 0, 100);
    }
}
