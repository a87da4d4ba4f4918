package io.colin.risk.gate;

import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people and losses stop. */
final class PlainGuards {
    /** The levels of the ladder that hold until a reset, the worst last. */
    private enum Loss {
        NONE,
        HARD,
        HALT,
        KILL
    }

    /** A kill switch and what it names. */
    record Kill(KillSwitch.Scope scope, String target) {}

    final Set<Kill> kills = new HashSet<>();
    final List<PlainLimits.Lock> locks = new ArrayList<>();
    private final PlainLimits limits;
    private final boolean[] stopped = new boolean[2];
    private Loss latched = Loss.NONE;
    private boolean dayIsLost;
    private long peak;
    private long dayStart;
    private long day = Long.MIN_VALUE;
    private long equity;

    PlainGuards(PlainLimits limits) {
        this.limits = limits;
    }

    /** The account is seen to be worth so much. */
    void observe(long newEquity, long nowNs) {
        equity = newEquity;
        peak = Math.max(peak, equity);
        long today = Math.floorDiv(nowNs, PlainPace.DAY);
        if (today > day || dayStart == 0) {
            day = today;
            dayStart = Math.max(0, equity);
        }
        Loss now = hasLost(peak, limits.killDrawdown)
                ? Loss.KILL
                : hasLost(peak, limits.haltDrawdown)
                        ? Loss.HALT
                        : hasLost(peak, limits.hardDrawdown) ? Loss.HARD : Loss.NONE;
        if (now.compareTo(latched) > 0) {
            latched = now;
            if (now == Loss.KILL) {
                kills.add(new Kill(KillSwitch.Scope.SYSTEM, ""));
            }
        }
        dayIsLost |= hasLost(dayStart, limits.dailyLoss);
    }

    private boolean hasLost(long from, long share) {
        return from > 0 && (from - equity) * 10_000 >= share * from;
    }

    boolean hasLatched() {
        return latched != Loss.NONE || dayIsLost;
    }

    void resetLosses() {
        peak = equity;
        dayStart = Math.max(0, equity);
        latched = Loss.NONE;
        dayIsLost = false;
    }

    boolean isKilled() {
        return kills.contains(new Kill(KillSwitch.Scope.SYSTEM, ""));
    }

    boolean isHalted() {
        return isKilled() || latched.compareTo(Loss.HALT) >= 0;
    }

    boolean isReducing() {
        return !isHalted() && (latched == Loss.HARD || dayIsLost);
    }

    boolean isDrawnDown() {
        return latched != Loss.NONE;
    }

    boolean isDayLost() {
        return dayIsLost;
    }

    /** Whether a kill switch covers an order. */
    boolean kills(String strategy, int symbol, String venue) {
        for (Kill kill : kills) {
            boolean covers = switch (kill.scope()) {
                case SYSTEM, ACCOUNT -> true;
                case VENUE -> kill.target().equals(venue);
                case SYMBOL -> kill.target().equals(symbol == 0 ? "BTC/USD" : limits.second);
                case STRATEGY -> kill.target().equals(strategy);
            };
            if (covers) {
                return true;
            }
        }
        return false;
    }

    boolean locks(int symbol, Side side, String venue, String strategy) {
        return locks.stream().anyMatch(lock -> lock.covers(symbol, side, venue, strategy));
    }

    void advance(long nowNs) {
        locks.removeIf(lock -> lock.untilNs() <= nowNs);
    }

    void stop(String strategy) {
        stopped[PlainBook.number(strategy)] = true;
    }

    boolean isStopped(String strategy) {
        return stopped[PlainBook.number(strategy)];
    }

    void enable(String strategy) {
        stopped[PlainBook.number(strategy)] = false;
    }
}
