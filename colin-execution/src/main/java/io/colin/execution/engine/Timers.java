package io.colin.execution.engine;

import java.util.PriorityQueue;

/** Work due at event times, in order of time and then of asking. */
final class Timers {
    /** The due time of an empty queue. */
    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long asked;

    private record Timer(long dueNs, long order, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(dueNs, other.dueNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    void at(long dueNs, Runnable action) {
        queue.add(new Timer(dueNs, asked++, action));
    }

    long nextDueNs() {
        Timer first = queue.peek();
        return first == null ? NEVER : first.dueNs;
    }

    /** Runs the first timer; its action may ask for more. */
    void runNext() {
        Timer first = queue.poll();
        if (first != null) {
            first.action.run();
        }
    }
}
