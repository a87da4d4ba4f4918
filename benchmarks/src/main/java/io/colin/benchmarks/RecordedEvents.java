package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The first events of a source, read into memory beforehand: reading and parsing are not what is measured. */
final class RecordedEvents implements MarketDataSource {
    private final MarketDataSource whole;
    private final List<MarketEvent> events;
    private final IntConsumer beforeEach;

    private RecordedEvents(MarketDataSource whole, List<MarketEvent> events, IntConsumer beforeEach) {
        this.whole = whole;
        this.events = events;
        this.beforeEach = beforeEach;
    }

    static RecordedEvents of(MarketDataSource source, int most) {
        List<MarketEvent> events = new ArrayList<>(most);
        try (MarketDataStream stream = source.open()) {
            while (events.size() < most && stream.poll(events::add) == Polled.EVENT) {
                // the list has it
            }
        }
        return new RecordedEvents(source, List.copyOf(events), index -> {});
    }

    /** The same events; before each is handed over its number is told, which may take its time. */
    RecordedEvents pacedBy(IntConsumer newBeforeEach) {
        return new RecordedEvents(whole, events, newBeforeEach);
    }

    /** Event time from the first to the last event. */
    double spanSeconds() {
        return (events.getLast().timeNs() - events.getFirst().timeNs()) / 1e9;
    }

    MarketEvent last() {
        return events.getLast();
    }

    int size() {
        return events.size();
    }

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
        return OptionalLong.of(events.size());
    }

    @Override
    public MarketDataStream open() {
        return new MarketDataStream() {
            private int next;

            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                beforeEach.accept(next);
                if (next == events.size()) {
                    return Polled.ENDED;
                }
                sink.accept(events.get(next++));
                return Polled.EVENT;
            }

            @Override
            public void close() {}
        };
    }
}
