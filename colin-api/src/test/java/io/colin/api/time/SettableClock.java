package io.colin.api.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that shows what it was set to. Safe for several threads. */
public final class SettableClock implements TimeSource {
    private final AtomicLong nowNs;

    private SettableClock(long nowNs) {
        this.nowNs = new AtomicLong(nowNs);
    }

    /**
     * A clock that shows a time.
     *
     * @param nowNs ns since epoch
     * @return the clock
     */
    public static SettableClock at(long nowNs) {
        return new SettableClock(nowNs);
    }

    /**
     * Sets it, forwards or back.
     *
     * @param newNowNs ns since epoch
     */
    public void set(long newNowNs) {
        nowNs.set(newNowNs);
    }

    /**
     * Moves it.
     *
     * @param step how far; negative moves it back, as a corrected clock does
     * @return the new time, ns since epoch
     */
    public long advance(Duration step) {
        return nowNs.addAndGet(step.toNanos());
    }

    @Override
    public long nowNs() {
        return nowNs.get();
    }
}
