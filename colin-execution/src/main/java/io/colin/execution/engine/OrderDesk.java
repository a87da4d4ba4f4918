package io.colin.execution.engine;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.TransitionRefused;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Signal;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes parent orders, has them checked, and works them by their algorithms. Engine thread only. */
final class OrderDesk {
    private final Parts parts;
    private final Intake intake;
    private final ChildDesk children;
    private final SliceDesk routing;
    private final PauseDesk pauses;
    private final Repeats repeats;
    private final TriggerDesk triggers;
    private final TermsDesk terms;
    private final GroupDesk groups;
    private final AmendDesk amends;
    private final GroupDoor groupDoor;
    private final WorkDesk work;
    private final Map<String, Refusal> lastRefusal = new HashMap<>();
    private final Map<String, String> finishing = new HashMap<>();
    private final Map<String, String> cancelling = new HashMap<>();

    OrderDesk(Parts parts) {
        this.parts = parts;
        this.triggers = new TriggerDesk(parts, this::release, this::mayGo);
        this.terms = new TermsDesk(parts, this);
        this.groups = new GroupDesk(parts, this, triggers, terms);
        this.amends = new AmendDesk(parts, this, groups, terms);
        this.work = new WorkDesk(parts, this, groups);
        this.groupDoor = new GroupDoor(parts, this);
        this.intake = new Intake(parts, triggers);
        this.children = new ChildDesk(parts, this);
        this.routing = new SliceDesk(parts, this);
        this.pauses = new PauseDesk(parts, this);
        this.repeats = new Repeats(parts.orders());
    }

    PauseDesk pauses() {
        return pauses;
    }

    ChildDesk children() {
        return children;
    }

    SliceDesk routing() {
        return routing;
    }

    TriggerDesk triggers() {
        return triggers;
    }

    TermsDesk terms() {
        return terms;
    }

    GroupDesk groups() {
        return groups;
    }

    AmendDesk amends() {
        return amends;
    }

    Intake intake() {
        return intake;
    }

    /** Takes an order from outside, or recognises a repeat. */
    SubmitResult submit(Submission submission) {
        Optional<SubmitResult> repeat = repeats.of(submission);
        return repeat.orElseGet(() -> place(submission, Optional.empty()));
    }

    /** Takes orders that hang together, or recognises a repeat. */
    GroupResult submit(GroupSubmission submission) {
        return groupDoor.submit(submission);
    }

    /** Creates a parent, has it checked and starts to work it. */
    SubmitResult place(Submission submission, Optional<Signal> signal) {
        Intake.Taken taken = intake.take(submission.intent());
        ParentOrder parent = create(submission, taken);
        return decide(parent, judge(parent, taken, signal));
    }

    /** Makes a parent of what was taken in. Its id is the sequence of the event that makes it, so that none comes twice. */
    ParentOrder create(Submission submission, Intake.Taken taken) {
        EventLog log = parts.log();
        String orderId = parts.settings().runId() + "-" + (log.sequence() + 1);
        OrderIntent intent = taken.intent();
        long now = parts.market().timeNs();
        ParentOrder parent = new ParentOrder(
                orderId,
                intent,
                submission.principal(),
                now,
                taken.mid(),
                OrderProgress.initial(intent.quantity(), now));
        log.emit(
                new ParentCreated(
                        log.header(correlation(parent)), parent, submission.idempotencyKey(), submission.requestHash()),
                Repeats.keys(submission, parent));
        parts.orders().create(parent, submission.idempotencyKey(), submission.requestHash());
        return parent;
    }

    /** Asks the gate for a parent, or refuses what it cannot judge. */
    RiskDecision judge(ParentOrder parent, Intake.Taken taken, Optional<Signal> signal) {
        RiskDecision decision = taken.refusal().isPresent()
                ? intake.refused(parent.intent(), taken.refusal().orElseThrow())
                : parts.accounts()
                        .check(new RiskRequest.Parent(parent.orderId(), parent.intent(), parent.principal(), signal));
        record(parent.orderId(), correlation(parent), decision);
        return decision;
    }

    /** Records that an order is held until its trigger, or until another activates it; {@link #keep} watches it. */
    void hold(ParentOrder parent) {
        apply(parent, new OrderEvent.Emulated(parent.orderId(), now()));
    }

    /** Watches an order that is held. */
    void keep(String id) {
        ParentOrder held = parent(id);
        if (held.progress().status() != OrderStatus.EMULATED) {
            return;
        }
        long expiryNs = held.intent().timeInForce().endNs(held.createdTimeNs());
        if (expiryNs != TimeInForce.NO_EXPIRY) {
            parts.timers().at(Math.max(expiryNs, now()), () -> expire(held.orderId()));
        }
        groups.activate(held);
    }

    private void expire(String id) {
        if (parent(id).progress().status() == OrderStatus.EMULATED) {
            end(parent(id), new OrderEvent.Expired(id, now()));
        }
    }

    void deny(String id, List<Refusal> reasons) {
        end(parent(id), new OrderEvent.Denied(id, now(), reasons));
    }

    /** Lets an order go, a held one too. */
    void release(String id) {
        apply(parent(id), new OrderEvent.Released(id, now()));
        groups.onTriggered(parent(id));
        work(id);
    }

    private boolean mayGo(ParentOrder parent) {
        return groups.mayGo(parent);
    }

    /** What an order may have filled by now of so much. */
    BigDecimal allowed(ParentOrder parent, BigDecimal quantity) {
        return groups.allowed(parent, quantity);
    }

    /** How much more of an order may be sent now. */
    BigDecimal workable(ParentOrder parent) {
        return groups.mayWork(parent)
                ? allowed(parent, parent.progress().quantity())
                        .subtract(parent.progress().filledQuantity())
                        .subtract(parts.orders().working(parent.orderId()))
                : BigDecimal.ZERO;
    }

    /** How an order that was asked for with a type is priced at a venue. */
    OrderType worked(ParentOrder parent, OrderType type) {
        return triggers.worked(parent.intent().withTerms(parent.intent().quantity(), type));
    }

    boolean isWatched(ParentOrder parent) {
        return triggers.watches(parent.intent());
    }

    boolean isCancelling(String id) {
        return cancelling.containsKey(id);
    }

    boolean isFinishing(String id) {
        return finishing.containsKey(id);
    }

    /** An order has other terms now. */
    void retermed(String id) {
        ParentOrder parent = parent(id);
        if (parent.progress().status() == OrderStatus.EMULATED) {
            groups.activate(parent);
        } else {
            work(id);
        }
    }

    /** An order was changed to no more than it has filled. */
    void filledShort(String id) {
        end(parent(id), new OrderEvent.Canceled(id, now(), "changed to what was filled"), true);
    }

    /** Nothing will come that could let a released order be placed: it ends if nothing of it works. */
    void unplaced(String id) {
        if (parts.orders().openChildren(id).isEmpty()) {
            finish(id, "nothing more can be sent");
        }
    }

    void work(String parentId) {
        work.on(parentId);
    }

    /** The same of an order all of whose slices are done with, as if none had been sent. */
    void workAnew(String parentId) {
        work.anew(parentId);
    }

    /** The algorithm of a parent has nothing more to send: it ends once nothing of it works. */
    void finishWhenIdle(String id, String reason) {
        finishing.put(id, reason);
        if (parts.orders().working(id).signum() == 0) {
            finish(id, reason);
        }
    }

    /** A child has ended: the parent goes on, ends, or completes its cancel. */
    void onChildEnded(String parentId) {
        if (work.isAt(parentId) || parent(parentId).progress().status().isClosed()) {
            return;
        }
        boolean idle = parts.orders().working(parentId).signum() == 0;
        if (cancelling.containsKey(parentId)) {
            if (idle) {
                end(parent(parentId), new OrderEvent.Canceled(parentId, now(), cancelling.get(parentId)));
            }
        } else if (finishing.containsKey(parentId)) {
            if (idle) {
                finish(parentId, finishing.get(parentId));
            }
        } else if (terms.isPending(parentId)) {
            terms.settle(parentId);
        } else if (!routing.goOn(parentId)) {
            work(parentId);
        }
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        parts.evidence().learn(event);
        routing.learn(event);
        children.learn(event);
    }

    CancelResult cancel(String orderId, String principal) {
        return cancel(orderId, principal, false);
    }

    /** Cancels for a stop that was just recorded: nothing leaves for a venue before that record is durable. */
    void withdraw(String orderId, String by) {
        cancel(orderId, by, true);
    }

    private CancelResult cancel(String orderId, String principal, boolean onceRecorded) {
        Optional<ParentOrder> found = parts.orders().parent(orderId);
        if (found.isEmpty()) {
            return new CancelResult.NotFound(orderId);
        }
        ParentOrder parent = found.orElseThrow();
        if (parent.progress().status().isClosed()) {
            parts.orders().openChildren(orderId).forEach(child -> children.cancel(child, onceRecorded));
            return new CancelResult.AlreadyEnded(parent);
        }
        if (parent.progress().status() == OrderStatus.PENDING_CANCEL && !onceRecorded) {
            children.cancelAgain(orderId);
            return new CancelResult.Requested(parent(orderId));
        }
        cancelling.put(orderId, "cancelled by " + principal);
        terms.forget(orderId);
        if (parts.orders().working(orderId).signum() == 0) {
            end(parent, new OrderEvent.Canceled(orderId, now(), cancelling.get(orderId)));
        } else {
            apply(parent, new OrderEvent.PendingCancel(orderId, now()));
            if (onceRecorded) {
                children.withdrawAll(orderId);
            } else {
                children.cancelAll(orderId);
            }
        }
        return new CancelResult.Requested(parent(orderId));
    }

    void cancelAll(String principal) {
        cancelAll(principal, parent -> false);
    }

    /** Cancels what is open, except what is to stay. */
    void cancelAll(String principal, Predicate<? super ParentOrder> stays) {
        parts.orders().open().stream()
                .filter(parent -> !stays.test(parent))
                .forEach(parent -> cancel(parent.orderId(), principal));
        parts.orders().strays().forEach(child -> children.cancel(child, false));
    }

    /** Applies an event to a parent and tells the gate. */
    ParentOrder apply(ParentOrder parent, OrderEvent event) {
        OrderStatus before = parent.progress().status();
        Transition transition = OrderStateMachine.apply(parent.progress(), event);
        if (!(transition instanceof Transition.Applied applied)) {
            throw new IllegalStateException("parent " + parent.orderId() + " in " + before + " refuses " + event);
        }
        ParentOrder after = after(parent, applied.after(), event);
        parts.orders().put(after);
        if (!(event instanceof OrderEvent.Filled)) {
            parts.log()
                    .emit(new OrderChanged(
                            parts.log().header(correlation(after)),
                            event,
                            before,
                            after.progress().status()));
        }
        if (!groups.isUnjudged(after)) {
            parts.accounts().gate().onParent(after);
        }
        return after;
    }

    /** Books a fill as far as the order has room for it; what is beyond is recorded, and the account alone has it. */
    ParentOrder fill(String parentId, OrderEvent.Filled filled) {
        ParentOrder parent = parent(parentId);
        Optional<OrderEvent.Filled> fitting = Overfills.fitting(parent.progress(), filled);
        if (fitting.equals(Optional.of(filled))) {
            return apply(parent, filled);
        }
        parts.log()
                .emit(new TransitionRefused(
                        parts.log().header(correlation(parent)),
                        filled,
                        parent.progress().status(),
                        Overfills.reason(parent.progress(), filled)));
        if (fitting.isPresent()) {
            return apply(parent, fitting.orElseThrow());
        }
        return parent;
    }

    /** A parent with other progress. A change after the door is one of what is asked; a group keeps its proportions. */
    static ParentOrder after(ParentOrder parent, OrderProgress progress, OrderEvent event) {
        OrderIntent intent = parent.intent();
        if (event instanceof OrderEvent.Updated updated && parent.progress().status() != OrderStatus.INITIALIZED) {
            boolean alone = intent.contingency().kind() == Contingency.Kind.NONE;
            intent = intent.withTerms(alone ? updated.quantity() : intent.quantity(), updated.type());
        }
        return parent.with(intent).with(progress);
    }

    void refused(String parentId, Refusal refusal) {
        lastRefusal.put(parentId, refusal);
    }

    void record(String orderId, String correlationId, RiskDecision decision) {
        parts.orders().put(orderId, decision);
        parts.log().emit(new DecisionMade(parts.log().header(correlationId), orderId, decision));
    }

    ParentOrder parent(String parentId) {
        return parts.orders().parent(parentId).orElseThrow(() -> new IllegalStateException("no parent " + parentId));
    }

    /** Takes up a parent that was open before a restart. */
    void resume(ParentOrder parent, boolean cancelAsked) {
        if (cancelAsked) {
            cancelling.put(parent.orderId(), "cancel asked before the restart");
        }
        if (!groups.isUnjudged(parent)) {
            parts.accounts().gate().onParent(parent);
        }
    }

    /** Goes on with a parent that was open before a restart. */
    void takeUp(String orderId) {
        groups.withdrawUncovered(parent(orderId));
        OrderStatus status = parent(orderId).progress().status();
        if (status == OrderStatus.INITIALIZED) {
            Refusal why = new Refusal("NOT_SENT", "NOT_SENT: reason=restart before it was decided");
            deny(orderId, List.of(why));
        } else if (status == OrderStatus.EMULATED) {
            keep(orderId);
        } else {
            onChildEnded(orderId);
        }
    }

    static String correlation(ParentOrder parent) {
        String given = parent.intent().correlationId();
        return given.isEmpty() ? parent.orderId() : given;
    }

    private SubmitResult decide(ParentOrder parent, RiskDecision decision) {
        String orderId = parent.orderId();
        switch (decision.verdict()) {
            case REJECTED -> {
                apply(parent, new OrderEvent.Denied(orderId, now(), decision.reasons()));
                return new SubmitResult.Denied(parent(orderId), decision);
            }
            case REDUCED ->
                apply(
                        parent,
                        new OrderEvent.Updated(
                                orderId,
                                now(),
                                decision.allowedQuantity(),
                                parent.intent().type()));
            case APPROVED -> {}
        }
        if (triggers.watches(parent.intent())) {
            hold(parent(orderId));
            keep(orderId);
        } else {
            apply(parent(orderId), new OrderEvent.Released(orderId, now()));
            work(orderId);
        }
        return new SubmitResult.Taken(parent(orderId), decision);
    }

    void finish(String id, String reason) {
        ParentOrder parent = parent(id);
        if (parent.progress().status().isClosed()) {
            return;
        }
        Refusal refusal = lastRefusal.get(id);
        boolean untouched = parent.progress().filledQuantity().signum() == 0;
        if (parent.progress().status() == OrderStatus.RELEASED) {
            Refusal why = refusal != null ? refusal : refusal(reason);
            deny(id, List.of(why));
        } else if (untouched && refusal != null && parent.progress().status() == OrderStatus.SUBMITTED) {
            end(parent, new OrderEvent.Rejected(id, now(), refusal));
        } else {
            end(parent, new OrderEvent.Canceled(id, now(), reason));
        }
    }

    /** The refusal a reason stands for: the code it begins with, else that there is nothing to trade with. */
    private static Refusal refusal(String reason) {
        for (DenialCode code : DenialCode.values()) {
            if (reason.startsWith(code.name() + ":")) {
                return new Refusal(code.name(), reason);
            }
        }
        return Refusal.of(DenialCode.NO_LIQUIDITY, "reason=" + reason);
    }

    private void end(ParentOrder parent, OrderEvent event) {
        end(parent, event, cancelling.containsKey(parent.orderId()) || hasExpired(parent));
    }

    /** Whether an order is over because its time is, and not because of what a venue did. */
    private boolean hasExpired(ParentOrder parent) {
        long endNs = parent.intent().timeInForce().endNs(parent.createdTimeNs());
        List<ChildOrder> children = parts.orders().childrenOf(parent.orderId());
        return endNs != TimeInForce.NO_EXPIRY
                && (now() >= endNs
                        || (!children.isEmpty() && children.getLast().progress().status() == OrderStatus.EXPIRED));
    }

    private void end(ParentOrder parent, OrderEvent event, boolean chosen) {
        apply(parent, event);
        work.forget(parent.orderId());
        finishing.remove(parent.orderId());
        cancelling.remove(parent.orderId());
        lastRefusal.remove(parent.orderId());
        children.cancelAll(parent.orderId());
        groups.onEnded(parent(parent.orderId()), chosen);
    }

    private long now() {
        return parts.market().timeNs();
    }
}
