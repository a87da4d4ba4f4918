package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders and amends per fill of each strategy over the last hour, and the locks that follow from too many. A lock lasts an
 * hour from the message that caused it, when everything that caused it has left the window; a fill does not end it earlier.
 * Memory is bounded: seconds are counted, not messages, and a strategy without messages or lock is forgotten.
 */
final class OrderToTrade {
    static final long MIN_MESSAGES = 100;
    static final long WARN_RATIO = 20;
    static final long LOCK_RATIO = 50;
    static final long WINDOW_NS = 3_600_000_000_000L;

    private static final String PREFIX = "compliance.order_to_trade_lock.";
    private static final int SECONDS = 3_600;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int TRACKED = 256;

    private final Map<String, Window> windows = new HashMap<>();
    private final TreeMap<String, Long> lockedUntilNs = new TreeMap<>();

    /** What a strategy sent and got in the last hour. */
    record Count(long messages, long fills) {
        boolean reaches(long ratio) {
            return messages >= MIN_MESSAGES && messages >= ratio * Math.max(1, fills);
        }

        String text() {
            return messages + " orders and amends for " + fills + " fills in 1 h";
        }
    }

    /** An order or amend left. */
    void onMessage(String strategy, long timeNs) {
        Window window = window(strategy, timeNs);
        window.add(timeNs, 1, 0);
        if (window.count().reaches(LOCK_RATIO) && !isLocked(strategy, timeNs)) {
            lockedUntilNs.put(strategy, timeNs + WINDOW_NS);
        }
    }

    void onFill(String strategy, long timeNs) {
        window(strategy, timeNs).add(timeNs, 0, 1);
    }

    Count count(String strategy, long timeNs) {
        @Nullable Window window = windows.get(strategy);
        return window == null ? new Count(0, 0) : window.countAt(timeNs);
    }

    boolean isLocked(String strategy, long timeNs) {
        return timeNs < lockedUntilNs(strategy);
    }

    /** When the lock of a strategy ends, or ended; the beginning of time without one. */
    long lockedUntilNs(String strategy) {
        return lockedUntilNs.getOrDefault(strategy, Long.MIN_VALUE);
    }

    private Window window(String strategy, long timeNs) {
        @Nullable Window known = windows.get(strategy);
        if (known != null) {
            return known;
        }
        if (windows.size() >= TRACKED) {
            forgetIdle(timeNs);
        }
        Window added = new Window();
        windows.put(strategy, added);
        return added;
    }

    private void forgetIdle(long timeNs) {
        windows.values().removeIf(window -> {
            Count count = window.countAt(timeNs);
            return count.messages() == 0 && count.fills() == 0;
        });
        lockedUntilNs.values().removeIf(until -> until <= timeNs);
    }

    void save(Map<String, String> state) {
        lockedUntilNs.forEach((strategy, until) -> state.put(PREFIX + strategy, Long.toString(until)));
    }

    void restore(Map<String, String> state) {
        TreeMap<String, Long> read = new TreeMap<>();
        for (Iterator<Map.Entry<String, String>> i = state.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, String> entry = i.next();
            if (entry.getKey().startsWith(PREFIX)) {
                String strategy = Require.text(entry.getKey(), entry.getKey().substring(PREFIX.length()));
                read.put(strategy, Texts.number(entry.getKey(), entry.getValue()));
            }
        }
        lockedUntilNs.clear();
        lockedUntilNs.putAll(read);
    }

    /** Counts by second of the last hour, in a ring. */
    private static final class Window {
        private final int[] messages = new int[SECONDS];
        private final int[] fills = new int[SECONDS];
        private long second = Long.MIN_VALUE;
        private long messageSum;
        private long fillSum;

        void add(long timeNs, int newMessages, int newFills) {
            advance(timeNs);
            int slot = (int) Math.floorMod(second, SECONDS);
            messages[slot] += newMessages;
            fills[slot] += newFills;
            messageSum += newMessages;
            fillSum += newFills;
        }

        Count countAt(long timeNs) {
            advance(timeNs);
            return count();
        }

        Count count() {
            return new Count(messageSum, fillSum);
        }

        /** Time that goes back counts as standing still. */
        private void advance(long timeNs) {
            long now = Math.floorDiv(timeNs, SECOND_NS);
            if (second == Long.MIN_VALUE) {
                second = now;
            }
            long steps = Math.min(SECONDS, now - second);
            for (long step = 1; step <= steps; step++) {
                int slot = (int) Math.floorMod(second + step, SECONDS);
                messageSum -= messages[slot];
                fillSum -= fills[slot];
                messages[slot] = 0;
                fills[slot] = 0;
            }
            second = Math.max(second, now);
        }
    }
}
