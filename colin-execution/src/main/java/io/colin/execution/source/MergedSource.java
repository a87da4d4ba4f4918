package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Recordings as one, in order of time. At one time the source given first comes first. Several of them may be of one
 * symbol if they follow each other: where one begins before the other has ended, reading ends with an error, for nothing
 * says which of them to believe.
 */
public final class MergedSource implements MarketDataSource {
    private final List<MarketDataSource> sources;

    private MergedSource(List<MarketDataSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Merges recordings.
     *
     * @param sources at least one, none of them live
     * @return a source of all their symbols; the only one itself where there is one
     * @throws IllegalArgumentException if there is none or one is live
     */
    public static MarketDataSource of(List<? extends MarketDataSource> sources) {
        Require.positive("sources", sources.size());
        for (MarketDataSource source : sources) {
            Require.that(!source.isLive(), "sources", "must be recordings", source.id());
        }
        return sources.size() == 1 ? sources.getFirst() : new MergedSource(List.copyOf(sources));
    }

    @Override
    public String id() {
        return sources.stream().map(MarketDataSource::id).collect(Collectors.joining("+"));
    }

    /** The SHA-256 of the fingerprints of its parts, in their order. */
    @Override
    public String fingerprint() {
        return SourceHash.of(sources.stream().map(MarketDataSource::fingerprint).toList());
    }

    @Override
    public Set<Symbol> symbols() {
        Set<Symbol> symbols = new LinkedHashSet<>();
        sources.forEach(source -> symbols.addAll(source.symbols()));
        return symbols;
    }

    @Override
    public OptionalLong expectedEvents() {
        long sum = 0;
        for (MarketDataSource source : sources) {
            OptionalLong events = source.expectedEvents();
            if (events.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += events.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    @Override
    public MarketDataStream open() {
        List<Part> parts = new ArrayList<>();
        try {
            for (MarketDataSource source : sources) {
                parts.add(new Part(parts.size(), source.id(), source.open()));
            }
            return new Merge(parts);
        } catch (RuntimeException e) {
            parts.forEach(Part::close);
            throw e;
        }
    }

    /** An opened recording with its next event. */
    private static final class Part implements Comparable<Part> {
        private final int place;
        private final String id;
        private final MarketDataStream stream;
        private final Deque<MarketEvent> next = new ArrayDeque<>(1);
        private boolean ended;

        Part(int place, String id, MarketDataStream stream) {
            this.place = place;
            this.id = id;
            this.stream = stream;
        }

        /** Reads ahead; false at the end. */
        boolean read() {
            ended = stream.poll(next::addLast) == MarketDataStream.Polled.ENDED;
            return !ended;
        }

        void close() {
            stream.close();
        }

        @Override
        public int compareTo(Part other) {
            int byTime =
                    Long.compare(next.getFirst().timeNs(), other.next.getFirst().timeNs());
            return byTime != 0 ? byTime : Integer.compare(place, other.place);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return place;
        }
    }

    /** The parts in order of their next events. */
    private static final class Merge implements MarketDataStream {
        private final List<Part> parts;
        private final PriorityQueue<Part> waiting = new PriorityQueue<>();
        private final Map<Symbol, Part> speaker = new HashMap<>();

        Merge(List<Part> parts) {
            this.parts = List.copyOf(parts);
            parts.stream().filter(Part::read).forEach(waiting::add);
        }

        @Override
        public Polled poll(Consumer<? super MarketEvent> sink) {
            Part part = waiting.poll();
            if (part == null) {
                return Polled.ENDED;
            }
            MarketEvent event = part.next.removeFirst();
            Part before = speaker.put(event.symbol(), part);
            if (before != null && before.place != part.place && !before.ended) {
                throw new ColinException(
                        Reason.DATA_INVALID,
                        part.id + ": must not begin before " + before.id + " has ended, for both are of "
                                + event.symbol());
            }
            if (part.read()) {
                waiting.add(part);
            }
            sink.accept(event);
            return Polled.EVENT;
        }

        @Override
        public void close() {
            parts.forEach(Part::close);
        }
    }
}
