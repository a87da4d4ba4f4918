package io.colin.api.time;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A wall clock that never goes back and never stands still for having been set back: while the wall clock is behind what
 * was given out, it goes on at the pace of a monotonic clock, and once the wall clock has caught up it follows that again.
 * A step forwards is followed at once. Going at the same pace, the wall clock catches up by being set forwards, or while
 * nobody reads: what is ahead stays ahead.
 *
 * <p>All that reads the time of one live run reads one and the same of these. Safe for several threads.
 */
public final class SteadyClock implements TimeSource {
    private final TimeSource wall;
    private final LongSupplier monotonicNs;
    private final ReentrantLock lock = new ReentrantLock();

    private long givenNs = Long.MIN_VALUE;
    private long wallNs = Long.MIN_VALUE;
    private long readAtNs;

    private SteadyClock(TimeSource wall, LongSupplier monotonicNs) {
        this.wall = wall;
        this.monotonicNs = monotonicNs;
    }

    /**
     * A steady view of a wall clock, with {@link System#nanoTime()} as the monotonic clock.
     *
     * @param wall may be set forwards and back
     * @return the clock; {@code wall} itself if that is steady
     */
    public static SteadyClock of(TimeSource wall) {
        return wall instanceof SteadyClock steady ? steady : of(wall, System::nanoTime);
    }

    /**
     * A steady view of a wall clock.
     *
     * @param wall may be set forwards and back
     * @param monotonicNs a clock that nobody sets, ns since any moment
     * @return the clock
     */
    public static SteadyClock of(TimeSource wall, LongSupplier monotonicNs) {
        return new SteadyClock(wall, monotonicNs);
    }

    @Override
    public long nowNs() {
        lock.lock();
        try {
            return read();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says what time was reached before, as by a run that is taken up from its ledger: it goes on from there.
     *
     * @param timeNs ns since epoch; a time that has passed changes nothing
     */
    public void notBefore(long timeNs) {
        lock.lock();
        try {
            givenNs = Math.max(read(), timeNs);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far what was given out last is ahead of what the wall clock showed then.
     *
     * @return ns, above 0 while the wall clock is behind for having been set back, else 0
     */
    public long aheadNs() {
        lock.lock();
        try {
            return givenNs - wallNs;
        } finally {
            lock.unlock();
        }
    }

    /** Both clocks are read under the lock: a reading that waited for it would look like a step back. */
    private long read() {
        wallNs = wall.nowNs();
        long nowNs = monotonicNs.getAsLong();
        givenNs = wallNs >= givenNs ? wallNs : givenNs + Math.max(0, nowNs - readAtNs);
        readAtNs = nowNs;
        return givenNs;
    }
}
