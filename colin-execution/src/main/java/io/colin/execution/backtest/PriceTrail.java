package io.colin.execution.backtest;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The last prices of a symbol over the last minutes: venues report fills late, and by then the fill's own effect is in
 * the last price.
 */
final class PriceTrail {
    /** Reports come within it, or their reference price stays unknown. */
    static final long KEPT_NS = 120_000_000_000L;

    private static final int MOST = 1 << 16;

    private final Deque<Seen> seen = new ArrayDeque<>();

    private record Seen(long timeNs, BigDecimal price) {}

    /** Takes the price from a time on; in order of time. */
    void add(long timeNs, BigDecimal price) {
        Seen last = seen.peekLast();
        if (last != null && last.price().compareTo(price) == 0) {
            return;
        }
        if (last != null && last.timeNs() == timeNs) {
            seen.removeLast(); // nobody asks for what held no time
        }
        seen.addLast(new Seen(timeNs, price));
        while (seen.size() > MOST || (seen.size() > 1 && timeNs - second().timeNs() > KEPT_NS)) {
            seen.removeFirst();
        }
    }

    Optional<BigDecimal> last() {
        return Optional.ofNullable(seen.peekLast()).map(Seen::price);
    }

    /** The last price before a time; empty where there was none, or it is no longer known. */
    Optional<BigDecimal> before(long timeNs) {
        Iterator<Seen> back = seen.descendingIterator();
        while (back.hasNext()) {
            Seen each = back.next();
            if (each.timeNs() < timeNs) {
                return Optional.of(each.price());
            }
        }
        return Optional.empty();
    }

    private Seen second() {
        Iterator<Seen> from = seen.iterator();
        from.next();
        return from.next();
    }
}
