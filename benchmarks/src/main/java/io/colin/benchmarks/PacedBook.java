package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The market of {@link SeededBook} at a rate, over and over: each event is one interval of event time after the one before.
 * A bar of the minute before comes first, so that the symbol has a price when trading begins.
 */
final class PacedBook implements MarketDataSource {
    private static final double SECOND_NS = 1e9;
    private static final BigDecimal PRICE = new BigDecimal("150");
    private static final int MOST = 100_000;

    private final List<MarketEvent> round;
    private final AtomicLong taken = new AtomicLong();
    private final double intervalNs;
    private final long count;

    PacedBook(double eventsPerSecond, long count) {
        this.round = SeededBook.of(MOST).events().stream()
                .filter(event -> event instanceof BookDelta || event instanceof BookSnapshot || event instanceof Trade)
                .toList();
        this.intervalNs = SECOND_NS / eventsPerSecond;
        this.count = count;
    }

    /** Event time of the last event that was taken, ns after the first. */
    long takenNs() {
        return (long) (taken.get() * intervalNs);
    }

    /** What a poll gives; 0 is the bar. */
    private MarketEvent event(long index) {
        if (index == 0) {
            return ArmedGate.bar(SeededBook.instrument().symbol(), ArmedGate.START_NS, PRICE);
        }
        int place = (int) ((index - 1) % round.size());
        return at(round.get(place), ArmedGate.START_NS + (long) (index * intervalNs));
    }

    private static MarketEvent at(MarketEvent event, long timeNs) {
        return switch (event) {
            case BookDelta delta ->
                new BookDelta(
                        delta.symbol(),
                        timeNs,
                        delta.firstUpdateId(),
                        delta.lastUpdateId(),
                        delta.previousUpdateId(),
                        delta.bids(),
                        delta.asks());
            case BookSnapshot book ->
                new BookSnapshot(book.symbol(), timeNs, book.lastUpdateId(), book.bids(), book.asks());
            case Trade trade -> new Trade(trade.symbol(), timeNs, trade.price(), trade.quantity(), trade.aggressor());
            default -> throw new IllegalStateException("nothing else was kept: " + event);
        };
    }

    @Override
    public String id() {
        return "paced-book";
    }

    @Override
    public String fingerprint() {
        return "paced-book-" + intervalNs + "-" + count;
    }

    @Override
    public Set<Symbol> symbols() {
        return Set.of(SeededBook.instrument().symbol());
    }

    @Override
    public OptionalLong expectedEvents() {
        return OptionalLong.of(count + 1);
    }

    @Override
    public MarketDataStream open() {
        return new MarketDataStream() {
            private long next;

            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                if (next > count) {
                    return Polled.ENDED;
                }
                sink.accept(event(next++));
                taken.set(next);
                return Polled.EVENT;
            }

            @Override
            public void close() {}
        };
    }
}
