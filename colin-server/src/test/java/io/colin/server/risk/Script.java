package io.colin.server.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A market written down beforehand that a test gives piece by piece, with the clock that belongs to it. */
final class Script implements MarketDataSource {
    static final long START_NS = 1_700_000_040_000_000_000L;
    static final long SECOND_NS = 1_000_000_000L;

    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final BigDecimal DEPTH = new BigDecimal("1000");

    private final List<MarketEvent> events = new ArrayList<>();
    private final Set<Symbol> symbols = new TreeSet<>();
    private volatile int given;
    private volatile boolean ends = true;
    private boolean passes;
    private volatile long clockNs = START_NS;
    private long lateFromNs = Long.MAX_VALUE;
    private long lateUntilNs = Long.MAX_VALUE;
    private long lateByNs;

    /** A book of 1000 a side, a tenth from the price, and a trade at it. */
    Script price(long second, Symbol symbol, String text) {
        return price(second, symbol, text, DEPTH);
    }

    private Script price(long second, Symbol symbol, String text, BigDecimal depth) {
        BigDecimal price = new BigDecimal(text);
        long timeNs = START_NS + second * SECOND_NS;
        BookLevel bid = new BookLevel(price.subtract(TENTH), depth);
        BookLevel ask = new BookLevel(price.add(TENTH), depth);
        events.add(new BookSnapshot(symbol, timeNs, events.size() + 1, List.of(bid), List.of(ask)));
        events.add(new Trade(symbol, timeNs, price, BigDecimal.ONE, Aggressor.UNKNOWN));
        symbols.add(symbol);
        return this;
    }

    /** A trade, and nothing of the book. */
    Script trade(long second, Symbol symbol, String text) {
        return add(new Trade(
                symbol, START_NS + second * SECOND_NS, new BigDecimal(text), BigDecimal.ONE, Aggressor.UNKNOWN));
    }

    /** What the feed says that it missed. */
    Script gap(long second, Symbol symbol, DataGap.Kind kind) {
        return add(new DataGap(symbol, START_NS + second * SECOND_NS, kind, "as the test says"));
    }

    private Script add(MarketEvent event) {
        events.add(event);
        symbols.add(event.symbol());
        return this;
    }

    /** The same with another depth. */
    Script thin(long second, Symbol symbol, String text, String depth) {
        return price(second, symbol, text, new BigDecimal(depth));
    }

    /** Gives at once what a run that is taken up had taken. */
    void resumeAt(long position, long timeNs) {
        given = Math.toIntExact(position);
        clockNs = Math.max(clockNs, timeNs);
    }

    /** Gives what is timed up to a second. */
    int give(long second) {
        long untilNs = START_NS + second * SECOND_NS;
        given = (int) events.stream().filter(event -> event.timeNs() <= untilNs).count();
        return given;
    }

    Script giveAll() {
        given = events.size();
        return this;
    }

    /** It neither ends nor goes on by itself from now on. */
    Script live() {
        ends = false;
        return this;
    }

    /** What was given before a restart does not come again. */
    Script passing() {
        passes = true;
        return live();
    }

    /** Sets the clock, seconds since {@link #START_NS}. */
    void clock(long second) {
        clockMs(1000 * second);
    }

    /** Sets the clock, ms since {@link #START_NS}. */
    void clockMs(long ms) {
        clockNs = START_NS + ms * 1_000_000;
    }

    /** The clock follows the events from now on, and between two seconds it is ahead of them. */
    Script late(long fromSecond, long untilSecond, long bySeconds) {
        lateFromNs = START_NS + fromSecond * SECOND_NS;
        lateUntilNs = START_NS + untilSecond * SECOND_NS;
        lateByNs = bySeconds * SECOND_NS;
        return this;
    }

    long nowNs() {
        return clockNs;
    }

    List<MarketEvent> events() {
        return events;
    }

    @Override
    public String id() {
        return "script";
    }

    @Override
    public String fingerprint() {
        return "script:" + events.size();
    }

    @Override
    public boolean isLive() {
        return passes;
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public MarketDataStream open() {
        return new MarketDataStream() {
            private int next = passes ? given : 0;

            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                if (next == events.size() && ends) {
                    return Polled.ENDED;
                }
                if (next >= given) {
                    return Polled.IDLE;
                }
                MarketEvent event = events.get(next++);
                if (lateByNs > 0) {
                    boolean late = event.timeNs() >= lateFromNs && event.timeNs() < lateUntilNs;
                    clockNs = event.timeNs() + (late ? lateByNs : 0);
                }
                sink.accept(event);
                return Polled.EVENT;
            }

            @Override
            public void close() {}
        };
    }
}
