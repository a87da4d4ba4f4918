package io.colin.risk.breaker;

import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.risk.internal.SavedState;

/**
 * The memory of one breaker in one scope: open, half open or closed, and how often it tripped. Its action holds unless it
 * is closed. No number of trips disarms it.
 */
final class Latch {
    private static final long NEVER = Long.MIN_VALUE;

    /** How a latch ends. */
    enum Kind {
        /** When the cooldown is over. */
        TIMED,
        /** When the cause has stayed away once the cooldown is over. */
        CLEARED,
        /** By a person. */
        MANUAL
    }

    /**
     * The end of a latch.
     *
     * @param kind how
     * @param cooldownNs from the trip on, 0 or more
     * @param clearNs how long the cause must stay away then, 0 or more
     */
    record Ending(Kind kind, long cooldownNs, long clearNs) {
        static final Ending MANUAL = new Ending(Kind.MANUAL, 0, 0);

        static Ending after(long cooldownNs) {
            return new Ending(Kind.TIMED, cooldownNs, 0);
        }

        static Ending clear(long cooldownNs, long clearNs) {
            return new Ending(Kind.CLEARED, cooldownNs, clearNs);
        }
    }

    private final String breaker;
    private final String scope;
    private final Ending ending;
    private final long maxGapNs;
    private final Runnable onChange;
    private final Runnable onMove;
    private State state = State.CLOSED;
    private long trips;
    private long sinceNs;
    private long trippedNs = NEVER;
    private boolean manual;
    private long clearNs;
    private long lastClearNs = NEVER;
    private String reason = "";

    Latch(String breaker, String scope, Ending ending, long maxGapNs, Runnable onChange, Runnable onMove) {
        this.breaker = breaker;
        this.scope = scope;
        this.ending = ending;
        this.maxGapNs = maxGapNs;
        this.onChange = onChange;
        this.onMove = onMove;
    }

    /** Opens it, or opens it anew: everything that must pass before it ends starts again. */
    void trip(long nowNs, String why) {
        // One that is half open holds already, and after a restart it holds as it did when it tripped.
        if (state == State.CLOSED) {
            onChange.run();
        }
        trips++;
        trippedNs = nowNs;
        manual = manual || ending.kind() == Kind.MANUAL;
        reason = why;
        enter(State.OPEN, nowNs);
    }

    /** Only a person ends it from now on. */
    void holdForAPerson() {
        manual = true;
        onChange.run();
    }

    /** Ends a timed one whose time is over. */
    void advance(long nowNs) {
        if (state != State.CLOSED
                && !manual
                && ending.kind() == Kind.TIMED
                && nowNs - trippedNs >= ending.cooldownNs()) {
            enter(State.CLOSED, trippedNs + ending.cooldownNs());
        }
    }

    /** Looks whether the cause is away. Unseen time counts for at most the gap. */
    void look(long nowNs, boolean clear) {
        if (state == State.CLOSED || manual || ending.kind() != Kind.CLEARED) {
            return;
        }
        if (nowNs - trippedNs < ending.cooldownNs()) {
            return;
        }
        if (!clear) {
            if (state == State.HALF_OPEN) {
                enter(State.OPEN, nowNs);
            }
            return;
        }
        if (state == State.OPEN) {
            enter(State.HALF_OPEN, nowNs);
        } else if (lastClearNs != NEVER) {
            clearNs += Math.min(nowNs - lastClearNs, maxGapNs);
        }
        lastClearNs = nowNs;
        if (clearNs >= ending.clearNs()) {
            enter(State.CLOSED, nowNs);
        }
    }

    /** A person's end; refused for what its time ends anyway. */
    boolean reset(long nowNs) {
        if (state == State.CLOSED || !isForAPerson()) {
            return false;
        }
        onChange.run();
        enter(State.CLOSED, nowNs);
        return true;
    }

    private void enter(State next, long nowNs) {
        if ((state == State.CLOSED) != (next == State.CLOSED)) {
            onMove.run();
        }
        state = next;
        sinceNs = nowNs;
        clearNs = 0;
        lastClearNs = NEVER;
        if (next == State.CLOSED) {
            manual = false;
        }
    }

    /** Whether a person may end it: those that end by time alone are left to it. */
    private boolean isForAPerson() {
        return manual || ending.kind() != Kind.TIMED;
    }

    boolean isHolding() {
        return state != State.CLOSED;
    }

    boolean isHalfOpen() {
        return state == State.HALF_OPEN;
    }

    /** Whether it would say more than a new one. */
    boolean hasHistory() {
        return trips > 0;
    }

    String breaker() {
        return breaker;
    }

    String scope() {
        return scope;
    }

    State state() {
        return state;
    }

    long trips() {
        return trips;
    }

    long sinceNs() {
        return sinceNs;
    }

    long trippedNs() {
        return trippedNs;
    }

    String reason() {
        return reason;
    }

    /** The status of one that stands for itself. */
    BreakerStatus status(String lacks) {
        String detail = isHolding() ? reason + (manual ? "; ends by a person" : "") : lacks;
        return new BreakerStatus(breaker, scope, state, trips, sinceNs, detail);
    }

    void save(SavedState out) {
        out.put("name", breaker);
        out.put("scope", scope);
        out.put("state", state.name());
        out.put("trips", Long.toString(trips));
        out.put("since_ns", Long.toString(sinceNs));
        out.put("tripped_ns", Long.toString(trippedNs));
        out.put("manual", Boolean.toString(manual));
        out.put("reason", reason);
    }

    /** Takes over what was saved; how long the cause had stayed away is not known any more. */
    void restore(SavedState in) {
        State savedState = in.constant("state", State.values());
        long savedTrips = in.number("trips", 1, Long.MAX_VALUE);
        long savedSince = in.number("since_ns", Long.MIN_VALUE, Long.MAX_VALUE);
        long savedTripped = in.number("tripped_ns", Long.MIN_VALUE, Long.MAX_VALUE);
        boolean savedManual = in.flag("manual");
        reason = in.text("reason");
        enter(savedState, savedSince);
        trips = savedTrips;
        trippedNs = savedTripped;
        manual = savedManual;
    }
}
