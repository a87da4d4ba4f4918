package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;

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
