package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A source over a list of events. Every opening starts at the first; the source itself is safe for several threads. */
public final class ListSource implements MarketDataSource {
    private final String id;
    private final List<MarketEvent> events;
    private final Set<Symbol> symbols;
    private final String fingerprint;

    private ListSource(String id, List<? extends MarketEvent> events) {
        this.id = Require.text("id", id);
        this.events = List.copyOf(events);
        Require.that(!events.isEmpty(), "events", "must hold at least one", events);
        long last = Long.MIN_VALUE;
        TreeSet<Symbol> found = new TreeSet<>();
        for (MarketEvent event : this.events) {
            Require.that(event.timeNs() >= last, "events", "must not go back before " + last, event);
            last = event.timeNs();
            found.add(event.symbol());
        }
        symbols = Collections.unmodifiableSet(found);
        fingerprint = hash(this.events);
    }

    /**
     * A source.
     *
     * @param id a stable name
     * @param events in the order of their times, at least one
     * @return the source
     */
    public static ListSource of(String id, List<? extends MarketEvent> events) {
        return new ListSource(id, events);
    }

    /**
     * A source named {@code list}.
     *
     * @param events in the order of their times, at least one
     * @return the source
     */
    public static ListSource of(MarketEvent... events) {
        return new ListSource("list", Arrays.asList(events));
    }

    /**
     * What it holds.
     *
     * @return every event, in the order given
     */
    public List<MarketEvent> events() {
        return events;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public OptionalLong expectedEvents() {
        return OptionalLong.of(events.size());
    }

    @Override
    public MarketDataStream open() {
        return new Stream(events);
    }

    private static String hash(List<MarketEvent> events) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            events.forEach(event -> digest.update((event + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Stream implements MarketDataStream {
        private final List<MarketEvent> events;
        private int next;

        private Stream(List<MarketEvent> events) {
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
        public void close() {
            next = events.size();
        }
    }
}
