package io.colin.execution.backtest;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A source that somebody looks over the shoulder of, on the reader's thread.
 *
 * @param whole the source
 * @param watcher sees every event before its reader
 */
record WatchedSource(MarketDataSource whole, Consumer<? super MarketEvent> watcher) implements MarketDataSource {
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
    public OptionalLong expectedEvents() {
        return whole.expectedEvents();
    }

    @Override
    public MarketDataStream open() {
        MarketDataStream stream = whole.open();
        return new MarketDataStream() {
            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                return stream.poll(event -> {
                    watcher.accept(event);
                    sink.accept(event);
                });
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}
