package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A list of events as a source. It can be told to stop at an event until the test lets it go on. */
final class ScriptedSource implements MarketDataSource {
    static final Symbol BTC_USD = Symbol.of("BTC/USD");
    static final long START_NS = 1_700_000_040_000_000_000L;
    static final long SECOND_NS = 1_000_000_000L;

    private final List<MarketEvent> events;

    private ScriptedSource(List<MarketEvent> events) {
        this.events = List.copyOf(events);
    }

    static ScriptedSource of(List<MarketEvent> events) {
        return new ScriptedSource(events);
    }

    /** A seeded walk around 800, a trade every few seconds. */
    static ScriptedSource walk(long seed, int trades) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        long cents = 80_000;
        long timeNs = START_NS;
        for (int i = 0; i < trades; i++) {
            cents += random.nextLong(-40, 41);
            timeNs += random.nextLong(0, 7) * SECOND_NS;
            BigDecimal quantity = BigDecimal.valueOf(random.nextLong(1_000_000, 300_000_000), 8);
            events.add(new Trade(BTC_USD, timeNs, BigDecimal.valueOf(cents, 2), quantity, Aggressor.UNKNOWN));
        }
        return new ScriptedSource(events);
    }

    List<MarketEvent> events() {
        return events;
    }

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public String fingerprint() {
        return "scripted:" + events.size();
    }

    @Override
    public Set<Symbol> symbols() {
        return Set.of(BTC_USD);
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
