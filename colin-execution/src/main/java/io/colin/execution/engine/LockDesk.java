package io.colin.execution.engine;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LockChanged;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.TimedLock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Locks symbols for a time, and lifts such locks, for people. What works stays. Engine thread only. */
final class LockDesk {
    private final Parts parts;

    /** What the record says of each scope last, while it is read. */
    private final Map<String, LockChanged> recorded = new LinkedHashMap<>();

    /** Who does what to which orders. */
    record Ask(Symbol symbol, Optional<Side> side, String reason, String principal) {
        TimedLock lock(long sinceNs, long untilNs) {
            return new TimedLock(symbol, TimedLock.Sides.of(side), reason, principal, sinceNs, untilNs);
        }
    }

    LockDesk(Parts parts) {
        this.parts = parts;
    }

    ControlResult lock(Ask ask, long untilNs) {
        Optional<RiskControls> controls = controls();
        if (controls.isEmpty()) {
            return unsupported();
        }
        if (!parts.market().knows(ask.symbol())) {
            return refused("symbol: must be in the universe (" + ask.symbol() + ")");
        }
        if (untilNs <= now()) {
            return refused("untilNs: must be after the event time " + now() + " (" + untilNs + ")");
        }
        TimedLock lock = ask.lock(now(), untilNs);
        boolean changed = controls.orElseThrow().lock(lock);
        if (changed) {
            record(lock, true, ask);
        }
        return new ControlResult.Applied(changed, List.of());
    }

    ControlResult unlock(Ask ask) {
        Optional<RiskControls> controls = controls();
        if (controls.isEmpty()) {
            return unsupported();
        }
        Optional<TimedLock> stood = controls.orElseThrow().unlock(ask.lock(now(), Long.MAX_VALUE));
        stood.ifPresent(lock -> record(lock, false, ask));
        return new ControlResult.Applied(stood.isPresent(), List.of());
    }

    private void record(TimedLock lock, boolean on, Ask ask) {
        parts.log().emit(new LockChanged(parts.log().header("risk"), lock, on, ask.reason(), ask.principal()));
    }

    /** Follows the record while it is read. */
    void learn(LedgerEvent event) {
        if (event instanceof LockChanged changed) {
            recorded.put(changed.lock().scope(), changed);
        }
    }

    /** Locks and lifts what the gate does not remember, because the run died before it said so. */
    void restore(long timeNs) {
        controls()
                .ifPresent(gate -> recorded.values().forEach(last -> {
                    if (!last.on()) {
                        gate.unlock(lifted(last));
                    } else if (last.lock().untilNs() > timeNs) {
                        gate.lock(last.lock());
                    }
                }));
        recorded.clear();
    }

    /** The lock that was lifted, with who lifted it and why. */
    private static TimedLock lifted(LockChanged last) {
        TimedLock lock = last.lock();
        return new TimedLock(
                lock.symbol(), lock.sides(), last.reason(), last.principal(), lock.sinceNs(), lock.untilNs());
    }

    private Optional<RiskControls> controls() {
        return parts.accounts().gate().controls().filter(RiskControls::keepsLocks);
    }

    private static ControlResult unsupported() {
        return new ControlResult.Unsupported("the gate of this engine keeps no locks");
    }

    private static ControlResult refused(String reason) {
        return new ControlResult.Refused(reason, List.of());
    }

    private long now() {
        return parts.market().timeNs();
    }
}
