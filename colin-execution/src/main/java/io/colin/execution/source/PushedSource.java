package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.time.SteadyClock;
import io.colin.api.time.TimeSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A live source that feeds of one's own push events into, from any thread: a bounded queue before the engine. Each event
 * is stamped with the time at which it was received, under one lock, so that events never go back in time however many
 * feeds there are, and whatever is done to the wall clock: the times are those of a {@link SteadyClock}.
 *
 * <p>Where the engine does not keep up, quotes are conflated: once half of the queue is full, a new quote of a symbol takes
 * the place of the one that still waits. Nothing else is ever dropped. A full queue makes whoever pushes wait, and so
 * slows down the connection that is read; what must not wait is refused by {@link #isFull()} at the caller's own door.
 *
 * <p>It can be opened once. The engine that reads it goes by its {@link #clock()}.
 */
public final class PushedSource implements MarketDataSource {
    private static final int CAPACITY = 1 << 16;

    private final String id;
    private final Set<Symbol> symbols;
    private final SteadyClock clock;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    /** What waits, by its number, in order. */
    private final LinkedHashMap<Long, MarketEvent> waiting = new LinkedHashMap<>();
    /** The numbers of quotes that may wait. */
    private final Map<Symbol, Long> quotes = new HashMap<>();

    private long pushed;
    private long conflated;
    private Runnable wake = () -> {};
    private Optional<Thread> reader = Optional.empty();
    private boolean opened;
    private boolean ended;
    private boolean closed;

    private PushedSource(String id, Set<Symbol> symbols, SteadyClock clock, int capacity) {
        this.id = id;
        this.symbols = symbols;
        this.clock = clock;
        this.capacity = capacity;
    }

    /**
     * Makes a source with a queue of 65,536 events.
     *
     * @param id a stable name; after a restart the run goes on with the source of this name
     * @param symbols of which events will be pushed, at least one
     * @param clock what receive times are read from; one that is not steady is made so
     * @return the source, not open
     * @throws IllegalArgumentException if the id is blank or there is no symbol
     */
    public static PushedSource of(String id, Set<Symbol> symbols, TimeSource clock) {
        return of(id, symbols, clock, CAPACITY);
    }

    /**
     * Makes a source.
     *
     * @param id a stable name; after a restart the run goes on with the source of this name
     * @param symbols of which events will be pushed, at least one
     * @param clock what receive times are read from; one that is not steady is made so
     * @param capacity how many events may wait, [2, 16,777,216]
     * @return the source, not open
     * @throws IllegalArgumentException if the id is blank, there is no symbol or the capacity lies outside
     */
    public static PushedSource of(String id, Set<Symbol> symbols, TimeSource clock, int capacity) {
        Require.text("id", id);
        Require.positive("symbols", symbols.size());
        Require.that(capacity >= 2 && capacity <= 1 << 24, "capacity", "must be in [2, 16777216]", capacity);
        return new PushedSource(id, Set.copyOf(symbols), SteadyClock.of(clock), capacity);
    }

    /**
     * Takes an event, waiting for room if the queue is full and it is no quote in place of another.
     *
     * @param received makes the event of the time of receipt, ns since epoch; called under the source's lock, and again
     *     with a later time after a wait. It pushes nothing itself
     * @throws IllegalArgumentException if the event is of another symbol, carries another time than it was given, or
     *     would make the thread wait that reads, or if it is pushed while another is made
     * @throws ColinException if the source has ended, its stream is closed or the thread is interrupted while it waits;
     *     the event was not taken
     */
    public void push(LongFunction<? extends MarketEvent> received) {
        Require.that(
                !lock.isHeldByCurrentThread(),
                "received",
                "must not push, which would put a later event before its own",
                id);
        lock.lock();
        try {
            add(withRoom(received));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ColinException(Reason.STOPPED, id + ": interrupted while " + capacity + " events wait");
        } finally {
            lock.unlock();
        }
    }

    /** The event of the time at which there is room for it. */
    private MarketEvent withRoom(LongFunction<? extends MarketEvent> received) throws InterruptedException {
        MarketEvent event = stamped(received);
        while (!hasRoomFor(event)) {
            Require.that(
                    !reader.equals(Optional.of(Thread.currentThread())),
                    "thread",
                    "must not be the one that reads, which would wait for itself with " + capacity + " events waiting",
                    Thread.currentThread().getName());
            room.await();
            event = stamped(received);
        }
        return event;
    }

    /** The event of this moment. One of another time would take the time of the whole run with it. */
    private MarketEvent stamped(LongFunction<? extends MarketEvent> received) {
        if (closed || ended) {
            throw new ColinException(Reason.STOPPED, id + ": " + (closed ? "its stream is closed" : "it has ended"));
        }
        long nowNs = clock.nowNs();
        MarketEvent event = received.apply(nowNs);
        Require.that(symbols.contains(event.symbol()), "symbol", "must be one of " + symbols, event.symbol());
        Require.that(event.timeNs() == nowNs, "timeNs", "must be the time of receipt, " + nowNs, event.timeNs());
        return event;
    }

    /** Lets a quote take the place of one that waits where there is little. */
    private boolean hasRoomFor(MarketEvent event) {
        if (event instanceof Quote && waiting.size() >= capacity / 2) {
            Long before = quotes.get(event.symbol());
            conflated += before != null && waiting.remove(before) != null ? 1 : 0;
        }
        return waiting.size() < capacity;
    }

    private void add(MarketEvent event) {
        if (event instanceof Quote) {
            quotes.put(event.symbol(), pushed);
        }
        waiting.put(pushed++, event);
        wake.run();
    }

    /** Says that no event will follow; what waits is still read. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            room.signalAll();
            wake.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a push waits, but for that of a quote in place of another. What other feeds push meanwhile may change it.
     *
     * @return true while the queue is full
     */
    public boolean isFull() {
        return locked(() -> waiting.size() >= capacity);
    }

    /**
     * How many events wait for the engine.
     *
     * @return 0 to the capacity
     */
    public int depth() {
        return locked(waiting::size);
    }

    /**
     * How many quotes gave way to newer ones.
     *
     * @return since the source was made
     */
    public long conflated() {
        return locked(() -> conflated);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String fingerprint() {
        return "live:" + id;
    }

    @Override
    public Optional<SteadyClock> clock() {
        return Optional.of(clock);
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    /**
     * Opens it, once.
     *
     * @throws ColinException if it was opened before: what was read then is gone
     */
    @Override
    public MarketDataStream open() {
        lock.lock();
        try {
            if (opened) {
                throw new ColinException(Reason.DATA_INVALID, id + ": a live source can be opened once");
            }
            opened = true;
            return new Stream();
        } finally {
            lock.unlock();
        }
    }

    private final class Stream implements MarketDataStream {
        @Override
        public Polled poll(Consumer<? super MarketEvent> sink) {
            MarketEvent event;
            lock.lock();
            try {
                reader = Optional.of(Thread.currentThread());
                Map.Entry<Long, MarketEvent> first = waiting.pollFirstEntry();
                if (first == null) {
                    return ended || closed ? Polled.ENDED : Polled.IDLE;
                }
                event = first.getValue();
                room.signalAll(); // also whom one that has nothing to push after all would not wake
            } finally {
                lock.unlock();
            }
            sink.accept(event);
            return Polled.EVENT;
        }

        @Override
        public void onArrival(Runnable woken) {
            lock.lock();
            try {
                wake = woken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                waiting.clear();
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
