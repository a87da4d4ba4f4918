package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import java.util.List;
import java.util.Optional;

/** Takes up children that were open before a restart. Engine thread only. */
final class ChildResumption {
    private final Parts parts;
    private final OrderDesk parents;
    private final ChildDesk children;
    private final LookUpDesk lookUps;

    ChildResumption(Parts parts, OrderDesk parents, ChildDesk children, LookUpDesk lookUps) {
        this.parts = parts;
        this.parents = parents;
        this.children = children;
        this.lookUps = lookUps;
    }

    /**
     * Takes up a child that was open before a restart: what rested rests again, what was in flight is looked up, and what
     * should have ended meanwhile is cancelled.
     */
    void resume(ChildOrder child) {
        takeUp(child);
        children.expiries().resume(child.orderId());
        children.results().watch(child);
    }

    private void takeUp(ChildOrder child) {
        parts.accounts().gate().onChild(child);
        Optional<Venue> venue = parts.lanes().venue(child.venue());
        OrderStatus status = child.progress().status();
        if (status == OrderStatus.INITIALIZED) {
            children.change(child, new OrderEvent.Denied(child.orderId(), now(), List.of(notSent())));
            parents.onChildEnded(child.parentId());
        } else if (venue.isEmpty()) {
            children.change(
                    child, new OrderEvent.Unresolved(child.orderId(), now(), "venue " + child.venue() + " is gone"));
        } else if (venue.orElseThrow() instanceof SimulatedVenue simulated && restsAgain(child)) {
            simulated.restore(child, now());
            if (children.isWithdrawn(child)) {
                children.cancel(child, false);
            }
        } else if (venue.orElseThrow() instanceof SimulatedVenue simulated
                && status == OrderStatus.PENDING_UPDATE
                && rests(child.progress().previousStatus())) {
            Refusal why = new Refusal(
                    LookUpDesk.NOT_AT_VENUE, LookUpDesk.NOT_AT_VENUE + ": reason=the change was lost over a restart");
            ChildOrder back = children.change(child, new OrderEvent.ModifyRejected(child.orderId(), now(), why));
            simulated.restore(back, now());
        } else {
            if (status.isInFlight() || mayBeComplete(child)) {
                children.change(child, new OrderEvent.Unresolved(child.orderId(), now(), "restart"));
            }
            lookUps.doubt(child);
        }
    }

    /** Takes up an open child of a parent that has ended: it is to end too. */
    void resumeStray(ChildOrder child) {
        resume(child);
        parts.orders()
                .child(child.orderId())
                .filter(now -> !now.progress().status().isClosed())
                .ifPresent(now -> children.cancel(now, false));
    }

    /** What rested rests on, unless its venue had told its end already. */
    private static boolean restsAgain(ChildOrder child) {
        return rests(child.progress().status())
                && child.progress().outcome() == Outcome.KNOWN
                && !child.timeInForce().isImmediate();
    }

    /** What was recorded last may be that it is presumed larger, the fill that made it so, and no more. */
    private boolean mayBeComplete(ChildOrder child) {
        return child.progress().status() == OrderStatus.PARTIALLY_FILLED
                && child.progress().outcome() == Outcome.KNOWN
                && children.terms().isFilledAsBefore(child);
    }

    private static boolean rests(OrderStatus status) {
        return status == OrderStatus.ACCEPTED
                || status == OrderStatus.TRIGGERED
                || status == OrderStatus.PARTIALLY_FILLED;
    }

    private static Refusal notSent() {
        return new Refusal("NOT_SENT", "NOT_SENT: reason=restart before it was sent");
    }

    private long now() {
        return parts.market().timeNs();
    }
}
