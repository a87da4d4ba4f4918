package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * When a recorded source starts and ends.
 *
 * @param firstTimeNs time of its first event, ns since epoch
 * @param lastTimeNs time of its last event, ns since epoch
 * @param events how many events one opening gives, above 0
 */
public record SourceSpan(long firstTimeNs, long lastTimeNs, long events) {
    /** Checks. */
    public SourceSpan {
        Require.that(lastTimeNs >= firstTimeNs, "lastTimeNs", "must not be before " + firstTimeNs, lastTimeNs);
        Require.positive("events", events);
    }

    /**
     * Reads a source once from its beginning to its end.
     *
     * @param source a recording
     * @return its span
     * @throws IllegalArgumentException if the source is live
     * @throws ColinException if the source breaks, its content is invalid or it has no event
     */
    public static SourceSpan of(MarketDataSource source) {
        long[] firstAndLast = {Long.MAX_VALUE, 0};
        long events = 0;
        try (MarketDataStream stream = source.open()) {
            while (true) {
                MarketDataStream.Polled polled = stream.poll(event -> {
                    firstAndLast[0] = Math.min(firstAndLast[0], event.timeNs());
                    firstAndLast[1] = event.timeNs();
                });
                if (polled == MarketDataStream.Polled.ENDED) {
                    break;
                }
                Require.that(polled != MarketDataStream.Polled.IDLE, "source", "must be a recording", source.id());
                events++;
            }
        }
        if (events == 0) {
            throw new ColinException(Reason.DATA_INVALID, source.id() + ": must hold at least one event");
        }
        return new SourceSpan(firstAndLast[0], firstAndLast[1], events);
    }

    /**
     * When a recording begins; reads no further than its first event.
     *
     * @param source a recording
     * @return ns since epoch; empty where it has no event
     * @throws IllegalArgumentException if the source is live
     * @throws ColinException if the source breaks or its beginning is invalid
     */
    public static OptionalLong begin(MarketDataSource source) {
        long[] first = {Long.MAX_VALUE};
        try (MarketDataStream stream = source.open()) {
            while (first[0] == Long.MAX_VALUE) {
                MarketDataStream.Polled polled = stream.poll(event -> first[0] = Math.min(first[0], event.timeNs()));
                if (polled == MarketDataStream.Polled.ENDED) {
                    break;
                }
                Require.that(polled != MarketDataStream.Polled.IDLE, "source", "must be a recording", source.id());
            }
        }
        return first[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first[0]);
    }

    /**
     * Refuses a period in which a recording holds no event. Reads the recording once if the period has a bound.
     *
     * @param source a recording
     * @param fromNs event time at which the period begins, ns since epoch
     * @param toNs event time at which it ends, included, ns since epoch
     * @param prefix stands before the names {@code from} and {@code to} in the error, for example {@code --}
     * @throws IllegalArgumentException naming the bound and the span of the data, if no event lies in the period
     * @throws ColinException if the source breaks, its content is invalid or it has no event
     */
    public static void requireEvents(MarketDataSource source, OptionalLong fromNs, OptionalLong toNs, String prefix) {
        if (fromNs.isEmpty() && toNs.isEmpty()) {
            return;
        }
        SourceSpan span = of(source);
        Require.that(
                toNs.isEmpty() || toNs.getAsLong() >= span.firstTimeNs(),
                prefix + "to",
                "must not be before the data, which are " + span.text(),
                toNs.isPresent() ? text(toNs.getAsLong()) : "");
        if (fromNs.isEmpty()) {
            return;
        }
        long lastNs = toNs.isPresent() && toNs.getAsLong() < span.lastTimeNs()
                ? of(CutSource.of(source, toNs.getAsLong())).lastTimeNs()
                : span.lastTimeNs();
        Require.that(
                fromNs.getAsLong() <= lastNs,
                prefix + "from",
                "must have an event of the data after it" + (lastNs < span.lastTimeNs() ? " and up to the end" : "")
                        + "; they are " + span.text(),
                text(fromNs.getAsLong()));
    }

    private String text() {
        return "from " + text(firstTimeNs) + " to " + text(lastTimeNs);
    }

    private static String text(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                .toString();
    }

    /**
     * A time within the span.
     *
     * @param share 0 the first event, 1 the last
     * @return firstTimeNs + share · (lastTimeNs − firstTimeNs), rounded down to the nanosecond
     */
    public long timeAt(double share) {
        Require.within("share", share, 0, 1);
        return firstTimeNs + (long) (share * (lastTimeNs - firstTimeNs));
    }
}
