package io.colin.execution.source;

import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads sources to their end. */
public final class Events {
    private Events() {}

    /** Every event of a source. */
    public static List<MarketEvent> of(MarketDataSource source) {
        List<MarketEvent> events = new ArrayList<>();
        each(source, events::add);
        return events;
    }

    static void each(MarketDataSource source, Consumer<MarketEvent> sink) {
        try (MarketDataStream stream = source.open()) {
            while (stream.poll(sink) == MarketDataStream.Polled.EVENT) {
                // The sink has it.
            }
        }
    }
}
