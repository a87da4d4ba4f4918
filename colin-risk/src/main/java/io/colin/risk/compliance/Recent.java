package io.colin.risk.compliance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What happened lately, oldest first. At most 1 000 entries: of more the oldest are dropped before their time.
 *
 * @param <T> what
 */
final class Recent<T> implements Iterable<T> {
    static final int MOST = 1_000;

    private final Deque<T> entries = new ArrayDeque<>();
    private final ToLongFunction<T> time;
    private long dropped;

    Recent(ToLongFunction<T> time) {
        this.time = time;
    }

    void add(T entry) {
        entries.add(entry);
        if (entries.size() > MOST) {
            entries.removeFirst();
            dropped++;
        }
    }

    /** Forgets what happened before a time. */
    void forgetBefore(long timeNs) {
        while (!entries.isEmpty() && time.applyAsLong(entries.getFirst()) < timeNs) {
            entries.removeFirst();
        }
    }

    List<T> all() {
        return List.copyOf(entries);
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void clear() {
        entries.clear();
    }

    long dropped() {
        return dropped;
    }

    @Override
    public Iterator<T> iterator() {
        return entries.iterator();
    }
}
