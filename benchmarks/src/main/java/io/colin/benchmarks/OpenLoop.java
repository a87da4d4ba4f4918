package io.colin.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Points in time at a fixed rate, whatever becomes of the work: what is due while something stalls is late, and its
 * lateness counts. So nothing is omitted from a measurement because the measured thing was slow.
 */
final class OpenLoop {
    private static final long SPIN_NS = 200_000;

    private final double intervalNs;
    private long startNanos;

    OpenLoop(double ratePerSecond) {
        this.intervalNs = TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    }

    void start() {
        startNanos = System.nanoTime();
    }

    /** When work is due, {@link System#nanoTime} of this process. */
    long dueNanos(long index) {
        return startNanos + (long) (index * intervalNs);
    }

    /** Returns when work is due, at once when it is late. */
    void await(long index) {
        long due = dueNanos(index);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPIN_NS) {
                LockSupport.parkNanos(left - SPIN_NS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
