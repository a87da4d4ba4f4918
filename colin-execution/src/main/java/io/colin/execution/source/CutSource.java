package io.colin.execution.source;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A recording as it was at a time: what it tells later is not there. */
public final class CutSource implements MarketDataSource {
    private final MarketDataSource whole;
    private final long untilNs;

    private CutSource(MarketDataSource whole, long untilNs) {
        this.whole = whole;
        this.untilNs = untilNs;
    }

    /**
     * Cuts a recording off.
     *
     * @param whole the recording
     * @param untilNs event time, ns since epoch: events up to and with it stay
     * @return the recording without the others; its id and fingerprint say where it ends
     */
    public static CutSource of(MarketDataSource whole, long untilNs) {
        return new CutSource(whole, untilNs);
    }

    @Override
    public String id() {
        return whole.id() + ":until:" + untilNs;
    }

    /** The SHA-256 of the whole's fingerprint and the time. */
    @Override
    public String fingerprint() {
        return SourceHash.of(List.of(whole.fingerprint(), Long.toString(untilNs)));
    }

    @Override
    public Set<Symbol> symbols() {
        return whole.symbols();
    }

    @Override
    public MarketDataStream open() {
        MarketDataStream stream = whole.open();
        return new MarketDataStream() {
            private boolean ended;
            private boolean late;

            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                if (ended) {
                    return Polled.ENDED;
                }
                late = false;
                Polled polled = stream.poll(event -> {
                    if (event.timeNs() > untilNs) {
                        late = true;
                    } else {
                        sink.accept(event);
                    }
                });
                ended = late || polled == Polled.ENDED;
                return ended ? Polled.ENDED : polled;
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}
