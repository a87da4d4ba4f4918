package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import io.colin.api.time.SteadyClock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where market events come from: a file, a recording, a live connection. The same source gives the same events each
 * time it is opened, unless it is live.
 */
public interface MarketDataSource {
    /**
     * A stable name.
     *
     * @return for example {@code builtin:bitstamp-btcusd-2013}
     */
    String id();

    /**
     * What identifies the content: the SHA-256 of a recording in hex, or {@code live:<id>}.
     *
     * @return the fingerprint
     */
    String fingerprint();

    /**
     * Whether it is live, as its fingerprint says: opened again it gives other events.
     *
     * @return false for a recording
     */
    default boolean isLive() {
        return fingerprint().startsWith("live:");
    }

    /**
     * What the times of its events are read from, where it stamps them itself. An engine that reads it goes by the same
     * clock, so that the two never differ.
     *
     * @return empty for a recording, and for a live source whose times come from elsewhere
     */
    default Optional<SteadyClock> clock() {
        return Optional.empty();
    }

    /**
     * The symbols it speaks of.
     *
     * @return at least one
     */
    Set<Symbol> symbols();

    /**
     * How many events one opening gives, for progress.
     *
     * @return empty when unknown
     */
    default OptionalLong expectedEvents() {
        return OptionalLong.empty();
    }

    /**
     * Opens it at its beginning.
     *
     * @return a stream owned by the caller
     * @throws io.colin.api.ColinException if it is missing or unreadable
     */
    MarketDataStream open();
}
