package io.colin.execution.source;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A list of events as a recording. */
public final class ListedSource implements MarketDataSource {
    /** When seeded walks begin: a full UTC day. */
    public static final long START_NS = 1_700_006_400_000_000_000L;

    private static final long SECOND_NS = 1_000_000_000L;

    private final String id;
    private final List<MarketEvent> events;

    private ListedSource(String id, List<MarketEvent> events) {
        this.id = id;
        this.events = List.copyOf(events);
    }

    /** Events as they are. */
    public static ListedSource of(String id, List<? extends MarketEvent> events) {
        return new ListedSource(id, List.copyOf(events));
    }

    /** A seeded walk of trades around 800, one every so many seconds at most. */
    public static ListedSource walk(Symbol symbol, long seed, int trades, int mostSeconds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        long cents = 80_000;
        long timeNs = START_NS;
        for (int i = 0; i < trades; i++) {
            cents = Math.max(40_000, cents + random.nextLong(-40, 41));
            timeNs += random.nextLong(0, 1L + mostSeconds) * SECOND_NS;
            BigDecimal quantity = BigDecimal.valueOf(random.nextLong(1_000_000, 300_000_000), 8);
            events.add(new Trade(symbol, timeNs, BigDecimal.valueOf(cents, 2), quantity, Aggressor.UNKNOWN));
        }
        return new ListedSource("walk-" + symbol + "-" + seed, events);
    }

    /** What it holds. */
    public List<MarketEvent> events() {
        return events;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String fingerprint() {
        return SourceHash.of(List.of(events.toString()));
    }

    @Override
    public Set<Symbol> symbols() {
        Set<Symbol> symbols = new LinkedHashSet<>();
        events.forEach(event -> symbols.add(event.symbol()));
        return symbols;
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
