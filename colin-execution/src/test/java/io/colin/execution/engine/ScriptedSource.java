package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
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

/** A list of events as a source. It can be told to stop after some of them until the test lets it go on. */
final class ScriptedSource implements MarketDataSource {
    static final Symbol BTC_USD = Symbol.of("BTC/USD");
    static final long START_NS = 1_700_000_040_000_000_000L;
    static final long SECOND_NS = 1_000_000_000L;

    private final List<MarketEvent> events;
    private volatile int given;
    private volatile long clockNs = START_NS;

    private ScriptedSource(List<MarketEvent> events) {
        this.events = List.copyOf(events);
        this.given = events.size();
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

    /** A minute for each price: in its middle a book of 100 a side, a tenth from the price, and a trade at it. */
    static ScriptedSource minutes(String... prices) {
        BigDecimal tenth = new BigDecimal("0.1");
        BigDecimal size = new BigDecimal("100");
        List<MarketEvent> events = new ArrayList<>();
        long timeNs = START_NS + 30 * SECOND_NS;
        for (String text : prices) {
            BigDecimal price = new BigDecimal(text);
            BookLevel bid = new BookLevel(price.subtract(tenth), size);
            BookLevel ask = new BookLevel(price.add(tenth), size);
            events.add(new BookSnapshot(BTC_USD, timeNs, events.size() + 1, List.of(bid), List.of(ask)));
            events.add(new Trade(BTC_USD, timeNs, price, BigDecimal.ONE, Aggressor.UNKNOWN));
            timeNs += 60 * SECOND_NS;
        }
        return new ScriptedSource(events);
    }

    /** Is live from now on: gives no more than so many events in all until it is told to give more. */
    ScriptedSource give(int inAll) {
        given = inAll;
        return this;
    }

    ScriptedSource giveAll() {
        return give(events.size());
    }

    /** Sets the clock of the live source, seconds since {@link #START_NS}. */
    void clock(long seconds) {
        clockNs = START_NS + seconds * SECOND_NS;
    }

    long nowNs() {
        return clockNs;
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
                if (next >= given) {
                    return Polled.IDLE;
                }
                sink.accept(events.get(next++));
                return Polled.EVENT;
            }

            @Override
            public void close() {}
        };
    }
}
