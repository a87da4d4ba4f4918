package io.colin.execution.venue.paper;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is due when; of things due at once, what was put in first comes first. */
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::dueNs).thenComparingLong(Entry::sequence));
    private long sequence;

    /** Something to do at its due time. */
    @FunctionalInterface
    interface Task {
        void run(long timeNs);
    }

    private record Entry(long dueNs, long sequence, Task task) {}

    void put(long dueNs, Task task) {
        entries.add(new Entry(dueNs, sequence++, task));
    }

    /** When the next thing is due, {@link Long#MAX_VALUE} when there is none. */
    long nextDueNs() {
        Entry next = entries.peek();
        return next == null ? Long.MAX_VALUE : next.dueNs();
    }

    void runNext() {
        Entry next = entries.remove();
        next.task().run(next.dueNs());
    }

    void clear() {
        entries.clear();
    }
}
