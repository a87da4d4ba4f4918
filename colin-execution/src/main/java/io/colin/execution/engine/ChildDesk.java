package io.colin.execution.engine;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.TransitionRefused;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueReport;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends children and takes what venues report of them. Engine thread only. */
final class ChildDesk {
    private final Parts parts;
    private final OrderDesk parents;

    private final LookUpDesk lookUps;

    /** Children whose venue was stopped. */
    private final Set<String> withdrawn = new HashSet<>();

    /** The last change asked for each child. */
    private final Map<String, OrderEvent.PendingUpdate> changes = new HashMap<>();

    /** What children were asked to become and have not answered: a fill may tell it before the answer does. */
    private final Map<String, OrderEvent.PendingUpdate> unanswered = new HashMap<>();

    ChildDesk(Parts parts, OrderDesk parents) {
        this.parts = parts;
        this.parents = parents;
        this.lookUps = new LookUpDesk(parts, this);
    }

    /** What cannot rest and is checked by a gate that keeps what reduce-only promises has every venue to choose from. */
    ParentOrder routed(ParentOrder parent, Slice slice) {
        boolean kept = parent.intent().reduceOnly()
                && !slice.mayRest()
                && parts.accounts().gate().keepsReduceOnly();
        return kept ? parent.with(parent.intent().withoutReduceOnly()) : parent;
    }

    /** The flag is left out only where the gate's check stands in for it; elsewhere a venue that lacks it must refuse. */
    private boolean isFlagged(ParentOrder parent, RoutePlan.Leg leg) {
        return parent.intent().reduceOnly()
                && (leg.slice().mayRest()
                        || !parts.accounts().gate().keepsReduceOnly()
                        || parts.lanes()
                                .venue(leg.venue())
                                .orElseThrow()
                                .capabilities()
                                .reduceOnly());
    }

    void cancelAll(String parentId) {
        cancellable(parentId).forEach(child -> cancel(child, false));
    }

    /** The same, but no cancel leaves before what was emitted so far is durable. */
    void withdrawAll(String parentId) {
        cancellable(parentId).forEach(child -> cancel(child, true));
    }

    /** The same for the children at one venue; whether there are any. */
    boolean withdrawAt(String parentId, String venue) {
        List<ChildOrder> there = cancellable(parentId).stream()
                .filter(child -> child.venue().equals(venue))
                .toList();
        there.forEach(child -> withdrawn.add(child.orderId()));
        there.forEach(child -> cancel(child, true));
        return !there.isEmpty();
    }

    /** Sends the cancels again that were asked before, and looks up what is not certain. */
    void cancelAgain(String parentId) {
        parts.orders().openChildren(parentId).forEach(this::cancelAgain);
    }

    private void cancelAgain(ChildOrder child) {
        cancel(child, false);
        parts.orders()
                .child(child.orderId())
                .filter(asked -> asked.progress().outcome() == Outcome.UNRESOLVED)
                .ifPresent(lookUps::doubtAnew);
    }

    private List<ChildOrder> cancellable(String parentId) {
        return parts.orders().childrenOf(parentId).stream()
                .filter(child -> !child.progress().status().isClosed())
                .filter(child -> child.progress().status() != OrderStatus.PENDING_CANCEL)
                .toList();
    }

    void cancel(ChildOrder child, boolean onceRecorded) {
        // A submit may still wait for the ledger: the cancel must not overtake it.
        boolean waits = child.progress().status() == OrderStatus.SUBMITTED;
        ChildOrder asked = change(child, new OrderEvent.PendingCancel(child.orderId(), now()));
        long timeNs = now();
        if (onceRecorded) {
            parts.lanes().recorded(child.venue(), waits, venue -> venue.cancel(asked, timeNs));
        } else if (waits && !parts.log().isBroken()) {
            parts.lanes().order(child.venue(), venue -> venue.cancel(asked, timeNs));
        } else {
            parts.lanes().urgent(child.venue(), venue -> venue.cancel(asked, timeNs));
        }
    }

    /** Asks a venue for other terms of a child that rests there. */
    void amend(ChildOrder child, BigDecimal quantity, OrderType type) {
        OrderEvent.PendingUpdate event = new OrderEvent.PendingUpdate(child.orderId(), now(), quantity, type);
        ChildOrder asked = change(child, event);
        changes.put(child.orderId(), event);
        long timeNs = now();
        parts.lanes().order(child.venue(), venue -> venue.amend(asked, quantity, type, timeNs));
    }

    /** Whether a child was asked to end for good: its parent is being cancelled, has ended or is paused, or its venue was stopped. */
    private boolean isToEnd(ChildOrder child) {
        return parents.isCancelling(child.parentId())
                || parents.parent(child.parentId()).progress().status().isClosed()
                || parts.orders().isPaused(child.parentId())
                || withdrawn.contains(child.orderId());
    }

    /** Whether something waits for a child that is not on its way. */
    boolean isWaitedFor(ChildOrder child) {
        OrderStatus status = child.progress().status();
        return isToEnd(child)
                ? status != OrderStatus.PENDING_CANCEL
                : parents.terms().isPending(child.parentId()) && !status.isInFlight();
    }

    /** Asks again for what something waits for. */
    void askAgain(ChildOrder child) {
        if (isToEnd(child)) {
            cancel(child, false);
        } else {
            parents.terms().settle(child.parentId());
        }
    }

    /** A child was found working as it is known here: what was asked of it is answered, or was lost. */
    void foundWorking(ChildOrder child) {
        parents.terms().foundWorking(child);
    }

    /** The change last asked for a child by this process. */
    Optional<OrderEvent.PendingUpdate> lastChange(ChildOrder child) {
        return Optional.ofNullable(changes.get(child.orderId()));
    }

    /** Takes a report; one that does not fit is recorded and changes nothing. */
    void onReport(VenueReport report) {
        switch (report) {
            case VenueReport.OrderUpdate update -> onUpdate(update.event());
            case VenueReport.NotFound missing ->
                parts.orders().child(missing.orderId()).ifPresent(lookUps::onMissing);
            case VenueReport.Found found ->
                parts.orders().child(found.orderId()).ifPresent(child -> lookUps.onFound(child, found));
            case VenueReport.ConnectionChanged changed -> {
                parts.evidence().on(changed);
                if (changed.up()) {
                    lookUps.onBack(changed.venue());
                }
            }
            case VenueReport.AccountSnapshot snapshot -> parts.evidence().on(snapshot);
        }
    }

    /** Takes up a child that was open before a restart: what rested rests again, what was in flight is looked up. */
    void resume(ChildOrder child) {
        parts.accounts().gate().onChild(child);
        Optional<Venue> venue = parts.lanes().venue(child.venue());
        OrderStatus status = child.progress().status();
        if (venue.isEmpty()) {
            change(child, new OrderEvent.Unresolved(child.orderId(), now(), "venue " + child.venue() + " is gone"));
        } else if (venue.orElseThrow() instanceof SimulatedVenue simulated
                && rests(status)
                && !child.timeInForce().isImmediate()) {
            simulated.restore(child, now());
        } else if (venue.orElseThrow() instanceof SimulatedVenue simulated
                && status == OrderStatus.PENDING_UPDATE
                && rests(child.progress().previousStatus())) {
            Refusal why = new Refusal(
                    LookUpDesk.NOT_AT_VENUE, LookUpDesk.NOT_AT_VENUE + ": reason=the change was lost over a restart");
            ChildOrder back = change(child, new OrderEvent.ModifyRejected(child.orderId(), now(), why));
            simulated.restore(back, now());
        } else if (status == OrderStatus.INITIALIZED) {
            change(child, new OrderEvent.Denied(child.orderId(), now(), List.of(notSent())));
            parents.onChildEnded(child.parentId());
        } else {
            if (status.isInFlight()) {
                change(child, new OrderEvent.Unresolved(child.orderId(), now(), "restart"));
            }
            lookUps.doubt(child);
        }
    }

    /** Makes the child of a leg and sends it where the gate lets it pass; whether it does. */
    boolean submit(ParentOrder parent, RoutePlan.Leg leg) {
        int number = parts.orders().childrenOf(parent.orderId()).size() + 1;
        ChildOrder child = new ChildOrder(
                parent.orderId() + "-" + number,
                parent.orderId(),
                leg.venue(),
                "",
                parent.intent().symbol(),
                parent.intent().side(),
                leg.slice().type(),
                leg.slice().timeInForce(),
                parent.intent().postOnly(),
                isFlagged(parent, leg),
                parent.intent().displayQuantity(),
                now(),
                OrderProgress.initial(leg.slice().quantity(), now()));
        parts.orders().put(child);
        parts.log().emit(new ChildCreated(parts.log().header(OrderDesk.correlation(parent)), child));
        RiskDecision decision = parts.accounts().check(new RiskRequest.Child(child, parent));
        parents.record(child.orderId(), OrderDesk.correlation(parent), decision);
        if (!decision.passes()) {
            change(child, new OrderEvent.Denied(child.orderId(), now(), decision.reasons()));
            parents.refused(parent.orderId(), decision.reasons().getFirst());
            return false;
        }
        ChildOrder allowed = decision.verdict() == RiskDecision.Verdict.APPROVED
                ? child
                : change(
                        child,
                        new OrderEvent.Updated(child.orderId(), now(), decision.allowedQuantity(), child.type()));
        ChildOrder sent = change(allowed, new OrderEvent.Submitted(child.orderId(), now(), leg.venue()));
        if (parent.progress().status() == OrderStatus.RELEASED) {
            parents.apply(parent, new OrderEvent.Submitted(parent.orderId(), now(), leg.venue()));
        }
        long timeNs = now();
        parts.lanes().order(leg.venue(), venue -> venue.submit(sent, timeNs));
        return true;
    }

    /** Takes what happened to a child. */
    void onUpdate(OrderEvent event) {
        Optional<ChildOrder> found = parts.orders().child(event.orderId());
        if (found.isEmpty()) {
            refuse(event, OrderStatus.INITIALIZED, "no such order of ours");
            return;
        }
        ChildOrder child = found.orElseThrow();
        if (event instanceof OrderEvent.Filled filled) {
            fill(child, filled);
            return;
        }
        Transition transition = OrderStateMachine.apply(child.progress(), event);
        if (!(transition instanceof Transition.Applied)) {
            refuse(event, child.progress().status(), String.valueOf(transition));
            takeBackGrowth(child, event);
            unfit(child, event);
            return;
        }
        ChildOrder after = change(child, event);
        lead(after, event);
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
            default -> {}
        }
    }

    /** Books a trade. Every new one reaches the account, also what its child or its parent has no room for. */
    private void fill(ChildOrder told, OrderEvent.Filled filled) {
        Fill fill = filled.fill();
        ChildOrder child = told;
        switch (parts.orders().takeTrade(fill)) {
            case FIRST -> child = grown(told, fill);
            case REPEATED -> {
                refuse(filled, child.progress().status(), "trade " + fill.tradeId() + " was applied before");
                return;
            }
            case CONFLICTING -> {
                refuse(filled, child.progress().status(), "trade " + fill.tradeId() + " came before with other data");
                return;
            }
        }
        // Before the orders show it, so that whoever sees an order filled finds it in the account.
        parts.accounts().apply(fill);
        if (!(parts.lanes().venue(child.venue()).orElse(null) instanceof SimulatedVenue)) {
            parts.market().ownPrint(fill);
        }
        Optional<OrderEvent.Filled> fitting = Overfills.fitting(child.progress(), filled);
        ChildOrder after = child;
        if (fitting.isPresent()) {
            after = applied(child, fitting.orElseThrow());
        }
        if (!fitting.equals(Optional.of(filled))) {
            refuse(filled, child.progress().status(), Overfills.reason(child.progress(), filled));
        }
        OrderStatus parentBefore = parents.parent(child.parentId()).progress().status();
        ParentOrder parent =
                parents.fill(child.parentId(), new OrderEvent.Filled(child.parentId(), filled.timeNs(), fill));
        parts.log()
                .emit(new OrderFilled(
                        parts.log().header(OrderDesk.correlation(parent)),
                        fill,
                        after.progress().status(),
                        parent.progress().status()));
        parts.accounts().gate().onChild(after);
        parts.accounts().gate().onFill(fill);
        endAgain(child, after, parentBefore);
        parents.terms().answered(after, filled);
        takeBackExcess(child.parentId());
        parents.groups().onFilled(parents.parent(child.parentId()));
        if (after.progress().status().isClosed()) {
            parents.onChildEnded(child.parentId());
        } else {
            parents.terms().settle(child.parentId());
        }
    }

    /** A child that fills beyond what is known of it has the larger quantity it was asked to take, whose answer is late or lost. */
    private ChildOrder grown(ChildOrder child, Fill fill) {
        OrderEvent.PendingUpdate asked = unanswered.get(child.orderId());
        BigDecimal filled = child.progress().filledQuantity().add(fill.quantity());
        if (asked == null
                || filled.compareTo(child.progress().quantity()) <= 0
                || filled.compareTo(asked.quantity()) > 0) {
            return child;
        }
        OrderEvent.Updated larger = new OrderEvent.Updated(child.orderId(), now(), asked.quantity(), asked.type());
        if (!(OrderStateMachine.apply(child.progress(), larger) instanceof Transition.Applied)) {
            return child;
        }
        onUpdate(larger);
        return parts.orders().child(child.orderId()).orElseThrow();
    }

    /** A child was complete at its old quantity, and its venue may work on at the larger one it was asked to take. */
    private void takeBackGrowth(ChildOrder child, OrderEvent event) {
        OrderEvent.PendingUpdate asked = unanswered.get(child.orderId());
        BigDecimal quantity = child.progress().quantity();
        boolean mayWork = switch (event) {
            case OrderEvent.Updated updated -> updated.quantity().compareTo(quantity) > 0;
            case OrderEvent.Unresolved lost -> asked != null && asked.quantity().compareTo(quantity) > 0;
            default -> false;
        };
        if (mayWork && child.progress().status() == OrderStatus.FILLED) {
            long timeNs = now();
            parts.lanes().urgent(child.venue(), venue -> venue.cancel(child, timeNs));
        }
    }

    /** Follows what is recorded of a child. */
    void learn(OrderEvent event) {
        switch (event) {
            case OrderEvent.PendingUpdate asked -> unanswered.put(asked.orderId(), asked);
            case OrderEvent.Updated answer -> unanswered.remove(answer.orderId());
            case OrderEvent.ModifyRejected answer -> unanswered.remove(answer.orderId());
            default -> {}
        }
    }

    /** What works beyond what a parent still wants, because a fill came after its child was replaced, is taken back. */
    private void takeBackExcess(String parentId) {
        ParentOrder parent = parents.parent(parentId);
        OrderProgress progress = parent.progress();
        if (progress.status().isClosed()) {
            cancelAll(parentId);
        } else if (!parents.isCancelling(parentId)
                && !parents.terms().isPending(parentId)
                && parts.orders().working(parentId).compareTo(progress.leavesQuantity()) > 0) {
            parents.terms().set(parent, progress.quantity(), parent.intent().type(), false);
        }
    }

    /** Takes up an open child of a parent that has ended: it is to end too. */
    void resumeStray(ChildOrder child) {
        resume(child);
        parts.orders()
                .child(child.orderId())
                .filter(now -> !now.progress().status().isClosed())
                .ifPresent(now -> cancel(now, false));
    }

    /** A parent that was being changed when its child was accepted has not followed it yet. */
    private void acceptedMeanwhile(ChildOrder child) {
        ParentOrder parent = parents.parent(child.parentId());
        if (parent.progress().status() == OrderStatus.SUBMITTED
                && child.progress().status() == OrderStatus.ACCEPTED) {
            parents.apply(parent, new OrderEvent.Accepted(parent.orderId(), now(), child.orderId()));
        }
    }

    /** A fill that came after the cancel is booked, and the order stays cancelled. */
    private void endAgain(ChildOrder before, ChildOrder after, OrderStatus parentBefore) {
        ParentOrder parent = parents.parent(before.parentId());
        String reason = "cancelled before, the fill came late";
        if (before.progress().status() == OrderStatus.CANCELED
                && after.progress().status() == OrderStatus.PARTIALLY_FILLED) {
            change(after, new OrderEvent.Canceled(after.orderId(), now(), reason));
        }
        if (parentBefore == OrderStatus.CANCELED && parent.progress().status() == OrderStatus.PARTIALLY_FILLED) {
            parents.apply(parent, new OrderEvent.Canceled(parent.orderId(), now(), reason));
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
            case OrderEvent.Rejected rejected -> parents.refused(parent.orderId(), rejected.refusal());
            case OrderEvent.Unresolved lost -> lookUps.doubt(child);
            case OrderEvent.ModifyRejected refused -> parents.terms().refusedChange(parent, refused.refusal());
            case OrderEvent.CancelRejected refused -> {
                lookUps.doubt(child); // It may be gone already, by an earlier cancel whose answer was lost.
                parents.terms().refusedCancel(parent, refused.refusal());
            }
            default -> {}
        }
        if (child.progress().status().isClosed()) {
            parents.onChildEnded(child.parentId());
        } else if (!(event instanceof OrderEvent.CancelRejected || event instanceof OrderEvent.ModifyRejected)) {
            parents.terms().settle(child.parentId());
            acceptedMeanwhile(child);
        }
    }

    private ChildOrder change(ChildOrder child, OrderEvent event) {
        OrderStatus before = child.progress().status();
        ChildOrder after = applied(child, event);
        parts.log()
                .emit(new OrderChanged(
                        parts.log().header(OrderDesk.correlation(parents.parent(child.parentId()))),
                        event,
                        before,
                        after.progress().status()));
        parts.accounts().gate().onChild(after);
        learn(event);
        return after;
    }

    private ChildOrder applied(ChildOrder child, OrderEvent event) {
        ChildOrder after = after(child, event);
        parts.orders().put(after);
        return after;
    }

    /** A child after an event that fits its state. */
    static ChildOrder after(ChildOrder child, OrderEvent event) {
        if (!(OrderStateMachine.apply(child.progress(), event) instanceof Transition.Applied applied)) {
            throw new IllegalStateException(
                    "child " + child.orderId() + " in " + child.progress().status() + " refuses " + event);
        }
        ChildOrder after = child.with(applied.after());
        return switch (event) {
            case OrderEvent.Accepted accepted -> after.withVenueOrderId(accepted.venueOrderId());
            case OrderEvent.Updated updated -> after.withType(updated.type());
            default -> after;
        };
    }

    private void refuse(OrderEvent event, OrderStatus status, String reason) {
        parts.log().emit(new TransitionRefused(parts.log().header(event.orderId()), event, status, reason));
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
