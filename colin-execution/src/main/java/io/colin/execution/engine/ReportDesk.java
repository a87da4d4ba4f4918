package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.TransitionRefused;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.VenueReport;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Takes what venues report of children, and lets their parents follow. An end that comes before the fills that went before
 * it waits for them. Engine thread only.
 */
final class ReportDesk {
    private final Parts parts;
    private final OrderDesk parents;
    private final ChildDesk children;
    private final LookUpDesk lookUps;
    private final FillDesk fills;

    ReportDesk(Parts parts, OrderDesk parents, ChildDesk children, LookUpDesk lookUps) {
        this.parts = parts;
        this.parents = parents;
        this.children = children;
        this.lookUps = lookUps;
        this.fills = new FillDesk(parts, parents, children);
    }

    /** Takes a report; one that does not fit is recorded and changes nothing. */
    void onReport(VenueReport report) {
        switch (report) {
            case VenueReport.OrderUpdate update -> onTold(update);
            case VenueReport.NotFound missing ->
                parts.orders().child(missing.orderId()).ifPresent(lookUps::onMissing);
            case VenueReport.Found found ->
                parts.orders().child(found.orderId()).ifPresent(child -> lookUps.onFound(child, found));
            case VenueReport.ConnectionChanged changed -> {
                parts.evidence().on(changed);
                if (changed.up()) {
                    lookUps.onBack(changed.venue());
                }
                parents.holds().on(changed);
            }
            case VenueReport.AccountSnapshot snapshot -> parts.evidence().on(snapshot);
        }
    }

    private void onTold(VenueReport.OrderUpdate update) {
        OrderEvent event = update.event();
        if (HeldEnds.isEnd(event)) {
            Optional<ChildOrder> child = parts.orders().child(event.orderId());
            Optional<BigDecimal> executed = children.ends().executed(event.orderId(), update.filledQuantity());
            if (child.isPresent() && executed.isPresent() && waits(child.get(), event, executed.get())) {
                parts.orders().child(event.orderId()).ifPresent(lookUps::doubt);
                return;
            }
        }
        onUpdate(event);
    }

    /**
     * Holds the end of a child of which its venue has executed more than it has told: its fate is not known until those
     * fills have come. An end with more than the child can ever have had is not believed, nor is the child taken to work on.
     *
     * @return whether the end waits; where it does not, the child is as the venue says, or had ended or was never sent
     */
    boolean waits(ChildOrder child, OrderEvent end, BigDecimal executed) {
        if (executed.compareTo(child.progress().filledQuantity()) <= 0 || !mayBeUnknown(child)) {
            return false;
        }
        BigDecimal largest = children.terms().largest(child);
        if (executed.compareTo(largest) > 0) {
            String reason = "its venue states " + Decimals.text(executed)
                    + " executed of an order that was never for more than " + Decimals.text(largest);
            children.refuse(end, child, reason);
            unknown(child, false, reason);
        } else {
            boolean isNews = children.ends().hold(end, executed);
            unknown(child, isNews, children.ends().reason(child));
        }
        return true;
    }

    private boolean mayBeUnknown(ChildOrder child) {
        OrderEvent unknown = new OrderEvent.Unresolved(child.orderId(), now(), "");
        return OrderStateMachine.apply(child.progress(), unknown) instanceof Transition.Applied;
    }

    private void unknown(ChildOrder child, boolean isNews, String reason) {
        if (isNews || child.progress().outcome() == Outcome.KNOWN) {
            children.change(
                    child, new OrderEvent.Unresolved(child.orderId(), now(), reason, OrderEvent.Unresolved.Owed.FILLS));
        }
    }

    /** Takes what happened to a child. */
    void onUpdate(OrderEvent event) {
        Optional<ChildOrder> found = parts.orders().child(event.orderId());
        if (found.isEmpty()) {
            parts.log()
                    .emit(new TransitionRefused(
                            parts.log().header(event.orderId()),
                            event,
                            OrderStatus.INITIALIZED,
                            "no such order of ours"));
            if (event instanceof OrderEvent.Filled filled) {
                fills.unknown(filled);
            }
            return;
        }
        if (event instanceof OrderEvent.Filled filled) {
            fills.book(found.orElseThrow(), filled);
            return;
        }
        ChildOrder child = acceptedBefore(found.orElseThrow(), event);
        take(child, HeldEnds.fitting(child, event));
    }

    /** What expires was accepted before, whether that was told or not. */
    private ChildOrder acceptedBefore(ChildOrder child, OrderEvent event) {
        if (event instanceof OrderEvent.Expired && child.progress().status() == OrderStatus.SUBMITTED) {
            take(child, new OrderEvent.Accepted(child.orderId(), now(), child.orderId()));
        }
        return parts.orders().child(child.orderId()).orElseThrow();
    }

    private void take(ChildOrder child, OrderEvent event) {
        Transition transition = OrderStateMachine.apply(child.progress(), event);
        boolean isLostLongAgo = event instanceof OrderEvent.Unresolved
                && !child.progress().status().isInFlight();
        if (!(transition instanceof Transition.Applied) || isLostLongAgo) {
            children.refuse(
                    event,
                    child,
                    isLostLongAgo
                            ? "order " + child.orderId() + ": nothing that was asked of it waits for an answer"
                            : String.valueOf(transition));
            takeBackGrowth(child, event);
            unfit(child, event);
            return;
        }
        Optional<OrderEvent.PendingUpdate> growth = children.terms().growth(child);
        ChildOrder after = children.change(child, event);
        lead(after, event);
        if (event instanceof OrderEvent.Updated) {
            growth.ifPresentOrElse(
                    asked -> parents.terms().makeRoom(child, after, asked),
                    () -> fills.takeBackExcess(after.parentId()));
        }
    }

    /** What a venue says of a request whose state a fill has ended meanwhile is an answer all the same. */
    private void unfit(ChildOrder child, OrderEvent event) {
        switch (event) {
            // What was lost was asked before the venue's last word: that word may be out of date.
            case OrderEvent.Unresolved lost -> lookUps.doubt(child);
            case OrderEvent.ModifyRejected refused -> {
                lookUps.doubt(child);
                parents.terms().refusedUnseen(child, event, refused.refusal());
            }
            case OrderEvent.CancelRejected refused -> {
                lookUps.doubt(child);
                parents.terms().refusedUnseen(child, event, refused.refusal());
            }
            default -> {
                // Asked once over: an answer that does not fit either leaves the question open, and people are told.
                if (HeldEnds.isEnd(event) && !lookUps.isAsked(child.orderId())) {
                    lookUps.doubt(child);
                }
            }
        }
    }

    /** A child was complete at its old quantity, and its venue says that it works on at a larger one. */
    private void takeBackGrowth(ChildOrder child, OrderEvent event) {
        boolean works = event instanceof OrderEvent.Updated updated
                && updated.quantity().compareTo(child.progress().quantity()) > 0;
        if (works && child.progress().status() == OrderStatus.FILLED) {
            long timeNs = now();
            parts.lanes().urgent(child, venue -> venue.cancel(child, timeNs));
        }
    }

    /** Lets the parent follow its child. */
    private void lead(ChildOrder child, OrderEvent event) {
        ParentOrder parent = parents.parent(child.parentId());
        if (event instanceof OrderEvent.Accepted && parent.progress().status() == OrderStatus.SUBMITTED) {
            parents.apply(parent, new OrderEvent.Accepted(parent.orderId(), now(), child.orderId()));
        }
        parents.terms().answered(child, event);
        switch (event) {
            case OrderEvent.Rejected rejected -> parents.ends().refused(parent.orderId(), rejected.refusal());
            case OrderEvent.Unresolved lost -> lookUps.doubt(child);
            case OrderEvent.ModifyRejected refused -> parents.terms().refusedChange(parent, refused.refusal());
            case OrderEvent.CancelRejected refused -> {
                lookUps.doubt(child); // It may be gone already, by an earlier cancel whose answer was lost.
                parents.terms().refusedCancel(parent, refused.refusal());
            }
            default -> {}
        }
        if (child.progress().status().isClosed()) {
            parents.terms().giveBackRoom(parent.orderId());
            children.ended(child);
        } else if (!(event instanceof OrderEvent.CancelRejected || event instanceof OrderEvent.ModifyRejected)) {
            parents.terms().settle(child.parentId());
            acceptedMeanwhile(child);
        }
    }

    /** A parent that was being changed when its child was accepted has not followed it yet. */
    private void acceptedMeanwhile(ChildOrder child) {
        ParentOrder parent = parents.parent(child.parentId());
        if (parent.progress().status() == OrderStatus.SUBMITTED
                && child.progress().status() == OrderStatus.ACCEPTED) {
            parents.apply(parent, new OrderEvent.Accepted(parent.orderId(), now(), child.orderId()));
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
