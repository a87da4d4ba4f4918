package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import io.colin.risk.ComplianceLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orders and amends per fill of each strategy over a window of an hour, and the locks that follow from too many. A lock lasts
 * as long as the window from the message that caused it, when everything that caused it has left the window; a fill does not
 * end it earlier. Memory is bounded: the window is counted in 3 600 parts, not in messages, and a strategy without messages or
 * lock is forgotten. When the window's length is changed, what lies within the new one still counts; locks stay. After a
 * restart the locks are those of the saved state, and the window is filled again from the record.
 */
final class OrderToTrade {
    private static final String PREFIX = "compliance.order_to_trade_lock.";
    private static final int SLOTS = 3_600;
    private static final int TRACKED = 256;

    private final Map<String, Window> windows = new HashMap<>();
    private final TreeMap<String, Long> lockedUntilNs = new TreeMap<>();
    private long locks;
    private Duration windowLength = ComplianceLimits.STANDARD.orderToTradeWindow();

    /** What a strategy sent and got within the window. */
    record Count(long messages, long fills) {
        boolean reaches(long ratio, ComplianceLimits limits) {
            return messages >= limits.minMessages() && messages >= ratio * Math.max(1, fills);
        }

        String text() {
            return messages + " orders and amends for " + fills + " fills";
        }
    }

    /** An order or amend left. */
    void onMessage(String strategy, long timeNs, ComplianceLimits limits) {
        Window window = counted(strategy, timeNs, limits.orderToTradeWindow());
        if (window.count().reaches(limits.maxOrderToTrade(), limits) && !isLocked(strategy, timeNs)) {
            long lengthNs = windowLength.toNanos();
            lockedUntilNs.put(strategy, timeNs > Long.MAX_VALUE - lengthNs ? Long.MAX_VALUE : timeNs + lengthNs);
            locks++;
        }
    }

    /** An order or amend of the record, with the length the window had then; what it locked is in the saved state. */
    void onRecorded(String strategy, long timeNs, Duration length) {
        counted(strategy, timeNs, length);
    }

    private Window counted(String strategy, long timeNs, Duration length) {
        if (!length.equals(windowLength)) {
            windowLength = length;
            windows.replaceAll((name, window) -> window.inPartsOf(partNs(), timeNs));
        }
        Window window = window(strategy, timeNs);
        window.add(timeNs, 1, 0);
        return window;
    }

    void onFill(String strategy, long timeNs) {
        window(strategy, timeNs).add(timeNs, 0, 1);
    }

    Count count(String strategy, long timeNs) {
        @Nullable Window window = windows.get(strategy);
        return window == null ? new Count(0, 0) : window.countAt(timeNs);
    }

    /** Whether a strategy is neither locked nor near it. */
    boolean isQuiet(String strategy, long timeNs, ComplianceLimits limits) {
        return (lockedUntilNs.isEmpty() || !isLocked(strategy, timeNs))
                && (!windows.containsKey(strategy)
                        || !count(strategy, timeNs).reaches(limits.warnOrderToTrade(), limits));
    }

    boolean isLocked(String strategy, long timeNs) {
        return timeNs < lockedUntilNs(strategy);
    }

    /** When the lock of a strategy ends, or ended; the beginning of time without one. */
    long lockedUntilNs(String strategy) {
        return lockedUntilNs.getOrDefault(strategy, Long.MIN_VALUE);
    }

    /** How often a strategy was locked. */
    long locks() {
        return locks;
    }

    int tracked() {
        return windows.size();
    }

    private Window window(String strategy, long timeNs) {
        @Nullable Window known = windows.get(strategy);
        if (known != null) {
            return known;
        }
        if (windows.size() >= TRACKED) {
            forgetIdle(timeNs);
        }
        Window added = new Window(partNs());
        windows.put(strategy, added);
        return added;
    }

    private long partNs() {
        return Math.max(1, windowLength.toNanos() / SLOTS);
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
        state.forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                read.put(Require.text(name, name.substring(PREFIX.length())), Texts.number(name, text));
            }
        });
        lockedUntilNs.clear();
        lockedUntilNs.putAll(read);
    }

    /** Counts by part of the window, in a ring. */
    private static final class Window {
        private final int[] messages = new int[SLOTS];
        private final int[] fills = new int[SLOTS];
        private final long slotNs;
        private long newest = Long.MIN_VALUE;
        private long messageSum;
        private long fillSum;

        Window(long slotNs) {
            this.slotNs = slotNs;
        }

        void add(long timeNs, int newMessages, int newFills) {
            advance(timeNs);
            int slot = Math.floorMod(newest, SLOTS);
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

        /** The same counts in parts of another length, each at the end of the part it was in: none leaves too early. */
        Window inPartsOf(long otherNs, long nowNs) {
            Window other = new Window(otherNs);
            if (newest != Long.MIN_VALUE) {
                advance(nowNs);
                for (long part = newest - SLOTS + 1; part <= newest; part++) {
                    int slot = Math.floorMod(part, SLOTS);
                    if (messages[slot] > 0 || fills[slot] > 0) {
                        other.add(Math.min((part + 1) * slotNs - 1, nowNs), messages[slot], fills[slot]);
                    }
                }
                other.advance(nowNs);
            }
            return other;
        }

        /** Time that goes back counts as standing still. */
        private void advance(long timeNs) {
            long now = Math.floorDiv(timeNs, slotNs);
            if (newest == Long.MIN_VALUE) {
                newest = now;
            }
            long steps = Math.min(SLOTS, now - newest);
            for (long step = 1; step <= steps; step++) {
                int slot = Math.floorMod(newest + step, SLOTS);
                messageSum -= messages[slot];
                fillSum -= fills[slot];
                messages[slot] = 0;
                fills[slot] = 0;
            }
            newest = Math.max(newest, now);
        }
    }
}
