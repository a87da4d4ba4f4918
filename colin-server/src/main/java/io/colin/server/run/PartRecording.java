package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.util.Set;

/**
 * What is left of a recording that was cut off, under the name of the whole: a stretch before the cut is the same stretch of
 * the same recording, so that what is trained on it has the same identity.
 *
 * @param part what is left
 * @param whole what it is a part of
 */
record PartRecording(MarketDataSource part, MarketDataSource whole) implements MarketDataSource {
    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public String fingerprint() {
        return whole.fingerprint();
    }

    @Override
    public Set<Symbol> symbols() {
        return whole.symbols();
    }

    @Override
    public MarketDataStream open() {
        return part.open();
    }
}
