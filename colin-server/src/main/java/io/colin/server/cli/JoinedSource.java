package io.colin.server.cli;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Recordings one after the other, as one. Whoever reads them notices where one begins before the other ended. */
final class JoinedSource implements MarketDataSource {
    private final List<MarketDataSource> sources;

    private JoinedSource(List<MarketDataSource> sources) {
        this.sources = List.copyOf(sources);
    }

    static JoinedSource of(List<MarketDataSource> sources) {
        return new JoinedSource(sources);
    }

    @Override
    public String id() {
        return sources.stream().map(MarketDataSource::id).collect(Collectors.joining("+"));
    }

    @Override
    public String fingerprint() {
        return sources.stream().map(MarketDataSource::fingerprint).collect(Collectors.joining("+"));
    }

    @Override
    public Set<Symbol> symbols() {
        Set<Symbol> symbols = new LinkedHashSet<>();
        sources.forEach(source -> symbols.addAll(source.symbols()));
        return symbols;
    }

    @Override
    public MarketDataStream open() {
        return new MarketDataStream() {
            private int at;
            private MarketDataStream stream = sources.getFirst().open();

            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                Polled polled = stream.poll(sink);
                while (polled == Polled.ENDED && at < sources.size() - 1) {
                    stream.close();
                    at++;
                    stream = sources.get(at).open();
                    polled = stream.poll(sink);
                }
                return polled;
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}
