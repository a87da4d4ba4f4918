package io.colin.execution.engine;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sees to it that what cannot rest ends: an immediate or market order that its venue took and has not ended after thirty
 * seconds is of unknown fate, and looked up, never sent again. A simulated venue ends it by itself. Engine thread only.
 */
final class ResultWatch {
    /** Event time a venue has to end what cannot rest. */
    static final long RESULT_NS = 30_000_000_000L;

    /** How records of before they told what is owed say that it is a result. */
    private static final Pattern OF_BEFORE = Pattern.compile("[A-Z_]+: no result of .* within \\d+ s");

    private final Parts parts;
    private final ChildDesk children;
    private final LookUpDesk lookUps;

    /** Children whose fate is unknown for want of a result and for nothing else, as recorded. */
    private final Set<String> without = new HashSet<>();

    ResultWatch(Parts parts, ChildDesk children, LookUpDesk lookUps) {
        this.parts = parts;
        this.children = children;
        this.lookUps = lookUps;
    }

    /** Follows a child that was sent, or was found open after a restart. */
    void watch(ChildOrder child) {
        boolean isImmediate = child.type() instanceof OrderType.Market
                || (child.type() instanceof OrderType.Limit
                        && child.timeInForce().isImmediate());
        if (isImmediate && !parts.lanes().isSimulated(child.venue())) {
            lookLater(child.orderId());
        }
    }

    /** Whether nothing speaks of fills that are on their way: a venue that says that it has no such order may be believed. */
    boolean isMissed(ChildOrder child) {
        return child.progress().outcome() == Outcome.UNRESOLVED && without.contains(child.orderId());
    }

    /** A child has ended. */
    void forget(String childId) {
        without.remove(childId);
    }

    private void lookLater(String childId) {
        parts.timers().at(parts.market().timeNs() + RESULT_NS, () -> look(childId));
    }

    private void look(String childId) {
        ChildOrder child = parts.orders().child(childId).orElseThrow();
        OrderStatus status = child.progress().status();
        if (status.isClosed()) {
            return;
        }
        lookLater(childId);
        if (parts.lanes().isWaiting(childId)) {
            return; // It has not left yet: its venue owes no result.
        }
        if (child.progress().outcome() == Outcome.UNRESOLVED) {
            if (!lookUps.isAsked(childId)) {
                lookUps.doubt(child);
            }
        } else if (!status.isInFlight()) { // Else an answer is owed, which is waited for elsewhere.
            String reason = status + ": no result of " + child.venue() + " within " + RESULT_NS / 1_000_000_000L + " s";
            lookUps.doubt(children.change(
                    child,
                    new OrderEvent.Unresolved(
                            childId, parts.market().timeNs(), reason, OrderEvent.Unresolved.Owed.RESULT)));
        }
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        if (event instanceof OrderChanged changed) {
            String id = changed.event().orderId();
            if (changed.event() instanceof OrderEvent.Unresolved unknown && owesResult(unknown)) {
                without.add(id);
            } else if (changed.event() instanceof OrderEvent.Unresolved
                    || changed.after().isClosed()) {
                without.remove(id);
            }
        }
    }

    private static boolean owesResult(OrderEvent.Unresolved unknown) {
        return switch (unknown.owed()) {
            case RESULT -> true;
            case ANSWER -> OF_BEFORE.matcher(unknown.reason()).matches();
            case FILLS -> false;
        };
    }
}
