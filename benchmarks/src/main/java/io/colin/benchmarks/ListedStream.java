package io.colin.benchmarks;

import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.List;
import java.util.function.Consumer;

/** Events made beforehand, one after the other. */
final class ListedStream implements MarketDataStream {
    private final List<? extends MarketEvent> events;
    private int next;

    ListedStream(List<? extends MarketEvent> events) {
        this.events = events;
    }

    @Override
    public Polled poll(Consumer<? super MarketEvent> sink) {
        if (next == events.size()) {
            return Polled.ENDED;
        }
        sink.accept(events.get(next++));
        return Polled.EVENT;
    }

    @Override
    public void close() {}
}
