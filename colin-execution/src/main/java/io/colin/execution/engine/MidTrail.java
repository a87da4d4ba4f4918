package io.colin.execution.engine;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The mids of a symbol over the last minutes while a parent works in it: venues report fills late, and by then their own
 * effect on the book is in the mid. Engine thread only.
 */
final class MidTrail {
    /** Reports come within it, or their mid stays unknown. */
    private static final long KEPT_NS = 120_000_000_000L;

    private static final int MOST = 1 << 16;

    private final Deque<Seen> seen = new ArrayDeque<>();
    private boolean cut;

    private record Seen(long timeNs, Optional<BigDecimal> mid) {}

    /** Takes the mid from a time on. */
    void add(long timeNs, Optional<BigDecimal> mid) {
        Seen last = seen.peekLast();
        if (last != null && last.mid().equals(mid)) {
            return;
        }
        seen.addLast(new Seen(timeNs, mid));
        while (seen.size() > MOST || (seen.size() > 1 && timeNs - second().timeNs() > KEPT_NS)) {
            seen.removeFirst();
            cut = true;
        }
    }

    /** The mid just before a time; the first one known, where the trail begins no earlier and nothing was dropped. */
    Optional<BigDecimal> before(long timeNs) {
        Iterator<Seen> back = seen.descendingIterator();
        while (back.hasNext()) {
            Seen each = back.next();
            if (each.timeNs() < timeNs) {
                return each.mid();
            }
        }
        return cut || seen.isEmpty() ? Optional.empty() : seen.getFirst().mid();
    }

    private Seen second() {
        Iterator<Seen> from = seen.iterator();
        from.next();
        return from.next();
    }
}
