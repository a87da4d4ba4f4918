package io.colin.execution.engine;

import io.colin.api.event.KillSwitchChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskControls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Does what people ask of the gate, and takes back what a kill switch stops, whoever threw it. Engine thread only.
 *
 * <p>A switch blocks in memory at once, is recorded in the same step, and its cancels leave for a venue once that record is
 * durable. Switches that the gate shares with others end and begin elsewhere too: each look compares them with those that are
 * recorded here.
 */
final class KillDesk {
    private final Parts parts;
    private final OrderDesk orders;
    private final LockDesk locks;

    /** In the order they were thrown in, in which a restart cancels too: the hash of an enum differs from process to process. */
    private final Map<Key, KillSwitch> known = new LinkedHashMap<>();

    /** As the gate showed them at the last look: after a restart a gate may remember less of a switch than is recorded. */
    private List<KillSwitch> seen = List.of();

    /** What names a switch. */
    private record Key(KillSwitch.Scope scope, String target) {
        static Key of(KillSwitch killSwitch) {
            return new Key(killSwitch.scope(), killSwitch.target());
        }
    }

    KillDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
        locks = new LockDesk(parts);
    }

    LockDesk locks() {
        return locks;
    }

    ControlResult kill(KillSwitch.Scope scope, String target, String reason, String principal) {
        return withControls(controls -> {
            KillSwitch thrown = new KillSwitch(scope, target, reason, principal, now());
            boolean changed = controls.kill(thrown);
            if (changed || !known.containsKey(Key.of(thrown))) {
                record(changed ? thrown : standing(thrown));
            }
            return new ControlResult.Applied(changed, cancel(thrown, parent -> false));
        });
    }

    ControlResult rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        KillSwitch named = new KillSwitch(scope, target, reason, principal + " with " + approver, now());
        List<String> unresolved = unresolved(named);
        if (!unresolved.isEmpty()) {
            return new ControlResult.Refused("the fate of orders in its scope is not known", unresolved);
        }
        return withControls(controls -> {
            boolean changed = controls.rearm(scope, target, reason, principal, approver);
            if (changed) {
                ended(named);
            }
            return new ControlResult.Applied(changed, List.of());
        });
    }

    ControlResult resetLosses(String reason, String principal) {
        return withControls(controls -> {
            controls.resetLosses(reason, principal);
            return new ControlResult.Applied(true, List.of());
        });
    }

    ControlResult resetBreaker(String breaker, String scope, String reason, String principal) {
        return withControls(controls -> {
            boolean changed = controls.resetBreaker(breaker, scope, reason, principal);
            return new ControlResult.Applied(changed, List.of());
        });
    }

    ControlResult review(String alert, String principal) {
        return withControls(controls -> new ControlResult.Applied(controls.review(alert, principal), List.of()));
    }

    /** The switch that stands where another was asked for. */
    private KillSwitch standing(KillSwitch asked) {
        return parts.accounts().gate().status().killSwitches().stream()
                .filter(one -> Key.of(one).equals(Key.of(asked)))
                .findFirst()
                .orElse(asked);
    }

    /**
     * Records what began and ended since the last look without being asked here, and takes back what a new switch stops: those
     * that the gate throws by itself, and those of others with whom it shares its switches. Another switch of the same name is
     * a new one.
     */
    void watch() {
        List<KillSwitch> thrown = parts.accounts().lastRisk().killSwitches();
        if (thrown.isEmpty() && known.isEmpty()) {
            return;
        }
        Set<Key> standing = thrown.stream().map(Key::of).collect(Collectors.toSet());
        for (KillSwitch one : List.copyOf(known.values())) {
            if (!standing.contains(Key.of(one))) {
                ended(new KillSwitch(
                        one.scope(), one.target(), "armed again elsewhere, was: " + one.reason(), "gate", now()));
            }
        }
        for (KillSwitch one : thrown) {
            if (isNew(one)) {
                record(one);
                cancel(one, staying(one));
            }
        }
        seen = thrown;
    }

    private boolean isNew(KillSwitch one) {
        KillSwitch recorded = known.get(Key.of(one));
        return recorded == null || !(recorded.equals(one) || seen.contains(one));
    }

    private void ended(KillSwitch named) {
        known.remove(Key.of(named));
        parts.log().emit(new KillSwitchChanged(parts.log().header("risk"), named, false));
    }

    /** Takes recorded switches back: throws what the gate does not remember, because the run died before it said so. */
    void restore(Iterable<KillSwitch> recorded) {
        parts.accounts().gate().controls().ifPresent(controls -> recorded.forEach(controls::kill));
        recorded.forEach(one -> known.put(Key.of(one), one));
        seen = parts.accounts().gate().status().killSwitches();
    }

    /** Goes on with the cancels of every switch that is thrown. */
    void resume() {
        List.copyOf(known.values()).forEach(one -> cancel(one, staying(one)));
    }

    /** What a switch that no person threw leaves open: a way out, and under the lock of a symbol all that only reduces. */
    private Predicate<ParentOrder> staying(KillSwitch thrown) {
        boolean isLock = OverfillDesk.isLock(thrown);
        return parent -> parts.accounts().gate().mayUnwind(parent)
                || (isLock && parent.intent().reduceOnly());
    }

    private void record(KillSwitch thrown) {
        known.put(Key.of(thrown), thrown);
        parts.log().emit(new KillSwitchChanged(parts.log().header("risk"), thrown, true));
    }

    /**
     * Cancels what a switch stops. What may unwind stays where the gate threw it; a person's switch leaves nothing. Nothing
     * stays at a venue that is stopped, whose order it may be: a gate throws no switch of a venue by itself.
     */
    private List<String> cancel(KillSwitch thrown, Predicate<? super ParentOrder> stays) {
        String by = "kill switch " + thrown.scope() + (thrown.target().isEmpty() ? "" : " " + thrown.target());
        List<String> cancelled = new ArrayList<>();
        for (ParentOrder parent : parts.orders().open()) {
            if (ComingKills.covers(thrown, parent.intent())) {
                if (!stays.test(parent)) {
                    orders.cancels().withdraw(parent.orderId(), by);
                    cancelled.add(parent.orderId());
                }
            } else if (thrown.scope() == KillSwitch.Scope.VENUE
                    && orders.children().withdrawAt(parent.orderId(), thrown.target())) {
                cancelled.add(parent.orderId());
            }
        }
        for (ChildOrder stray : parts.orders().strays()) {
            if (isInScope(thrown, stray)) {
                orders.children().cancel(stray, true);
                cancelled.add(stray.parentId());
            }
        }
        return cancelled;
    }

    private List<String> unresolved(KillSwitch named) {
        List<String> found = new ArrayList<>();
        for (ParentOrder parent : parts.orders().open()) {
            for (ChildOrder child : parts.orders().childrenOf(parent.orderId())) {
                if (isInScope(named, child) && isUnresolved(child)) {
                    found.add(child.orderId());
                }
            }
        }
        parts.orders().strays().stream()
                .filter(stray -> isInScope(named, stray) && isUnresolved(stray))
                .forEach(stray -> found.add(stray.orderId()));
        return found;
    }

    private boolean isInScope(KillSwitch named, ChildOrder child) {
        return (named.scope() == KillSwitch.Scope.VENUE && child.venue().equals(named.target()))
                || ComingKills.covers(named, orders.parent(child.parentId()).intent());
    }

    private boolean isUnresolved(ChildOrder child) {
        return !child.progress().status().isClosed()
                && (child.progress().outcome() == Outcome.UNRESOLVED
                        || orders.children().ends().isHeld(child.orderId())
                        || child.progress().status().isInFlight());
    }

    private ControlResult withControls(Function<RiskControls, ControlResult> action) {
        Optional<RiskControls> controls = parts.accounts().gate().controls();
        if (controls.isEmpty()) {
            return new ControlResult.Unsupported("the gate of this engine has no controls");
        }
        try {
            return action.apply(controls.orElseThrow());
        } catch (IllegalStateException e) {
            if (!parts.log().isClean()) {
                throw e;
            }
            return new ControlResult.Refused(String.valueOf(e.getMessage()), List.of());
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
