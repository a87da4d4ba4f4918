package io.colin.execution.engine;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.TransitionRefused;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.api.venue.VenueReport;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends children, and asks venues for cancels and changes of them. Engine thread only. */
final class ChildDesk {
    private final Parts parts;
    private final OrderDesk parents;

    private final LookUpDesk lookUps;
    private final ReportDesk reports;
    private final AskedTerms terms = new AskedTerms();
    private final HeldEnds ends = new HeldEnds();
    private final OverfillDesk overfills;
    private final AnswerWatch answers;
    private final ResultWatch results;
    private final ExpiryDesk expiries;

    /** Children that were open when their venue was stopped: they are to end, also once it is armed again. */
    private final Set<String> withdrawn = new HashSet<>();

    ChildDesk(Parts parts, OrderDesk parents) {
        this.parts = parts;
        this.parents = parents;
        this.lookUps = new LookUpDesk(parts, this);
        this.overfills = new OverfillDesk(parts, terms);
        this.reports = new ReportDesk(parts, parents, this, lookUps);
        this.answers = new AnswerWatch(parts, reports::onUpdate);
        this.results = new ResultWatch(parts, this, lookUps);
        this.expiries = new ExpiryDesk(parts, this);
    }

    ReportDesk reports() {
        return reports;
    }

    /** What children were asked to become. */
    AskedTerms terms() {
        return terms;
    }

    /** The ends that wait for fills. */
    HeldEnds ends() {
        return ends;
    }

    /** The children that only we end at their time. */
    ExpiryDesk expiries() {
        return expiries;
    }

    /** The children that are to end by themselves. */
    ResultWatch results() {
        return results;
    }

    OverfillDesk overfills() {
        return overfills;
    }

    void onReport(VenueReport report) {
        reports.onReport(report);
    }

    /**
     * A parent as it is routed: without a display quantity that we keep ourselves, and what cannot rest and is checked by a
     * gate that keeps what reduce-only promises has every venue to choose from.
     */
    ParentOrder routed(ParentOrder asked, Slice slice) {
        ParentOrder parent = parents.emulation().showsParts(asked.intent())
                ? asked.with(asked.intent().withoutDisplayQuantity())
                : asked;
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
            parts.lanes().recorded(child, waits, venue -> venue.cancel(asked, timeNs));
        } else if (waits && !parts.log().isBroken()) {
            parts.lanes().order(child, venue -> venue.cancel(asked, timeNs));
        } else {
            parts.lanes().urgent(child, venue -> venue.cancel(asked, timeNs));
        }
    }

    /** Asks a venue for other terms of a child that rests there. */
    void amend(ChildOrder child, BigDecimal quantity, OrderType type) {
        OrderEvent.PendingUpdate event = new OrderEvent.PendingUpdate(child.orderId(), now(), quantity, type);
        ChildOrder asked = change(child, event);
        terms.ask(event);
        long timeNs = now();
        parts.lanes().order(child, venue -> venue.amend(asked, quantity, type, timeNs));
    }

    /** Whether a child is to end for good: its parent is being cancelled, has ended or is paused, its time is over, or its venue was stopped. */
    private boolean isToEnd(ChildOrder child) {
        return parents.isCancelling(child.parentId())
                || parents.parent(child.parentId()).progress().status().isClosed()
                || parts.orders().isPaused(child.parentId())
                || expiries.isOver(child.orderId())
                || isWithdrawn(child);
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

    /** Asks what became of a child. */
    void doubt(ChildOrder child) {
        lookUps.doubt(child);
    }

    /** The change last asked for a child by this process. */
    Optional<OrderEvent.PendingUpdate> lastChange(ChildOrder child) {
        return terms.lastChange(child.orderId());
    }

    /** A child has ended: nothing is asked of it any more, and its parent goes on. */
    void ended(ChildOrder child) {
        lookUps.settled(child);
        parents.onChildEnded(child.parentId());
        parents.selfMatches().ended(child.parentId());
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        overfills.learn(event);
        lookUps.learn(event);
        results.learn(event);
        expiries.learn(event);
        if (event instanceof KillSwitchChanged changed
                && changed.on()
                && changed.killSwitch().scope() == KillSwitch.Scope.VENUE) {
            parts.orders().openChildren().stream()
                    .filter(child -> child.venue().equals(changed.killSwitch().target()))
                    .forEach(child -> withdrawn.add(child.orderId()));
        }
    }

    /** Takes up what was open before a restart. */
    ChildResumption resumption() {
        return new ChildResumption(parts, parents, this, lookUps);
    }

    boolean isWithdrawn(ChildOrder child) {
        return withdrawn.contains(child.orderId());
    }

    /** The children that legs would be made to now. */
    List<ChildOrder> made(ParentOrder parent, List<RoutePlan.Leg> legs) {
        int number = parts.orders().childrenOf(parent.orderId()).size();
        List<ChildOrder> children = new ArrayList<>();
        for (RoutePlan.Leg leg : legs) {
            children.add(made(parent, leg, ++number));
        }
        return children;
    }

    private ChildOrder made(ParentOrder parent, RoutePlan.Leg leg, int number) {
        return new ChildOrder(
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
                parents.emulation().showsParts(parent.intent())
                        ? BigDecimal.ZERO
                        : parent.intent().displayQuantity(),
                now(),
                OrderProgress.initial(leg.slice().quantity(), now()));
    }

    /** Makes the child of a leg and sends it where the gate lets it pass; whether it does. */
    boolean submit(ParentOrder parent, RoutePlan.Leg leg) {
        if (!FlowDesk.fits(parts, parent, leg.slice().quantity())) {
            return false;
        }
        int number = parts.orders().childrenOf(parent.orderId()).size() + 1;
        ChildOrder child = made(parent, leg, number);
        parts.orders().put(child);
        parts.log()
                .emit(new ChildCreated(
                        parts.log().header(OrderDesk.correlation(parent)),
                        child,
                        parents.emulation().worker(parent.intent())));
        RiskDecision decision = parts.accounts().check(new RiskRequest.Child(child, parent));
        parents.record(child.orderId(), OrderDesk.correlation(parent), decision);
        List<Refusal> reasons = decision.passes() ? unreachable(leg.venue()) : decision.reasons();
        if (!reasons.isEmpty()) {
            change(child, new OrderEvent.Denied(child.orderId(), now(), reasons));
            parents.ends().refused(parent.orderId(), reasons.getFirst());
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
        parts.lanes().flow().approve(child.orderId(), decision.allowedQuantity());
        long timeNs = now();
        parts.lanes().order(sent, venue -> venue.submit(sent, timeNs));
        expiries.watch(sent);
        results.watch(sent);
        return true;
    }

    /** What is sent to a venue that nobody knows would never leave, and nobody could be asked for it. */
    private List<Refusal> unreachable(String venue) {
        return parts.lanes().venue(venue).isPresent()
                ? List.of()
                : List.of(Refusal.of(DenialCode.VALIDATION_FAILED, "venue=" + venue + " rule=configured"));
    }

    /** Applies what happened to a child, which must fit its state, and records it. */
    ChildOrder change(ChildOrder child, OrderEvent event) {
        OrderStatus before = child.progress().status();
        ChildOrder after = applied(child, event);
        parts.log()
                .emit(new OrderChanged(
                        parts.log().header(OrderDesk.correlation(parents.parent(child.parentId()))),
                        event,
                        before,
                        after.progress().status()));
        parts.accounts().gate().onChild(after);
        terms.learn(child, event);
        answers.on(after, event);
        return after;
    }

    /** The same without a record of its own. */
    ChildOrder applied(ChildOrder child, OrderEvent event) {
        ChildOrder after = after(child, event);
        parts.orders().put(after);
        if (after.progress().status().isClosed()) {
            ends.forget(after.orderId());
            terms.forget(after.orderId());
            results.forget(after.orderId());
        }
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

    /** Records what does not fit and changes nothing. */
    void refuse(OrderEvent event, ChildOrder child, String reason) {
        parts.log()
                .emit(new TransitionRefused(
                        parts.log().header(event.orderId()),
                        event,
                        child.progress().status(),
                        reason));
    }

    private long now() {
        return parts.market().timeNs();
    }
}
