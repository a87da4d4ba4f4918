package io.colin.api.market;

import java.util.function.Consumer;

/** An opened source, read by one thread. */
public interface MarketDataStream extends AutoCloseable {
    /** What a poll found. */
    enum Polled {
        /** One event was delivered. */
        EVENT,
        /** Nothing now, perhaps later; only live streams say so. */
        IDLE,
        /** There will never be another event. */
        ENDED
    }

    /**
     * Delivers the next event, if there is one.
     *
     * @param sink receives at most one event, within the call
     * @return what was found
     * @throws io.colin.api.ColinException if the source breaks or its content is invalid
     */
    Polled poll(Consumer<? super MarketEvent> sink);

    /**
     * Says what to run when there is something to poll again. A live stream that knows calls it, on any thread, so that
     * nobody who found it idle sleeps on; the reader polls now and then all the same.
     *
     * @param wake returns at once and does not throw
     */
    default void onArrival(Runnable wake) {}

    @Override
    void close();
}
