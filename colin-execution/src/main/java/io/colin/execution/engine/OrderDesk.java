package io.colin.execution.engine;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.TransitionRefused;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.RiskDecision;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Works parent orders by their algorithms, and brings together the desks that take them in, change them and end them. Engine thread only. */
final class OrderDesk {
    private final Parts parts;
    private final Emulation emulation;
    private final EntryDesk entry;
    private final CancelDesk cancels;
    private final EndDesk ends;
    private final ChildDesk children;
    private final SliceDesk routing;
    private final PauseDesk pauses;
    private final HoldDesk holds;
    private final TriggerDesk triggers;
    private final TermsDesk terms;
    private final GroupDesk groups;
    private final AmendDesk amends;
    private final WorkDesk work;
    private final SelfMatchDesk selfMatches;
    private final FirstPriceDesk firstPrices;

    OrderDesk(Parts parts) {
        this.parts = parts;
        this.triggers = new TriggerDesk(parts, this::release, this::mayGo);
        this.emulation = new Emulation(parts, triggers);
        this.terms = new TermsDesk(parts, this);
        this.groups = new GroupDesk(parts, this, triggers, terms);
        this.amends = new AmendDesk(parts, this, groups, terms);
        this.work = new WorkDesk(parts, this, groups);
        this.entry = new EntryDesk(parts, this);
        this.cancels = new CancelDesk(parts, this);
        this.ends = new EndDesk(parts, this);
        this.children = new ChildDesk(parts, this);
        this.routing = new SliceDesk(parts, this);
        this.pauses = new PauseDesk(parts, this);
        this.holds = new HoldDesk(parts, this);
        this.selfMatches = new SelfMatchDesk(parts, this);
        this.firstPrices = new FirstPriceDesk(parts, this);
    }

    Emulation emulation() {
        return emulation;
    }

    PauseDesk pauses() {
        return pauses;
    }

    HoldDesk holds() {
        return holds;
    }

    SelfMatchDesk selfMatches() {
        return selfMatches;
    }

    FirstPriceDesk firstPrices() {
        return firstPrices;
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

    EntryDesk entry() {
        return entry;
    }

    CancelDesk cancels() {
        return cancels;
    }

    EndDesk ends() {
        return ends;
    }

    SubmitResult submit(Submission submission) {
        return entry.submit(submission);
    }

    GroupResult submit(GroupSubmission submission) {
        return entry.submit(submission);
    }

    CancelResult cancel(String orderId, String principal) {
        return cancels.cancel(orderId, principal);
    }

    void cancelAll(String principal) {
        cancels.cancelAll(principal);
    }

    /** Cancels what is open, except what is to stay. */
    void cancelAll(String principal, Predicate<? super ParentOrder> stays) {
        cancels.cancelAll(principal, stays);
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
            ends.end(parent(id), new OrderEvent.Expired(id, now()));
        }
    }

    void deny(String id, List<Refusal> reasons) {
        ends.end(parent(id), new OrderEvent.Denied(id, now(), reasons));
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
        return cancels.isCancelling(id);
    }

    boolean isFinishing(String id) {
        return ends.isFinishing(id);
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

    void work(String parentId) {
        work.on(parentId);
    }

    /** The same of an order all of whose slices are done with, as if none had been sent. */
    void workAnew(String parentId) {
        work.anew(parentId);
    }

    void forgetWork(String parentId) {
        work.forget(parentId);
    }

    /** A child has ended: the parent goes on, ends, or completes its cancel. */
    void onChildEnded(String parentId) {
        if (work.isAt(parentId) || parent(parentId).progress().status().isClosed()) {
            return;
        }
        if (cancels.isCancelling(parentId)) {
            cancels.endIfIdle(parentId);
        } else if (ends.isFinishing(parentId)) {
            ends.finishIfIdle(parentId);
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
        holds.learn(event);
        selfMatches.learn(event);
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
        if (after.progress().status().isClosed()) {
            holds.closed(after);
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
        boolean alone = intent.contingency().kind() == Contingency.Kind.NONE;
        if (event instanceof OrderEvent.Updated updated && parent.progress().status() != OrderStatus.INITIALIZED) {
            intent = intent.withTerms(alone ? updated.quantity() : intent.quantity(), updated.type());
        } else if (event instanceof OrderEvent.Completed completed && alone) {
            intent = intent.withQuantity(completed.quantity());
        }
        return parent.with(intent).with(progress);
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
            cancels.resume(parent.orderId());
        }
        firstPrices.takeUp(parent);
        if (!parts.orders().childrenOf(parent.orderId()).isEmpty()) {
            parts.orders().plans().missed(parent.orderId());
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
        } else if (firstPrices.awaits(orderId) && terms.isToGrow(parent(orderId))) {
            workAnew(orderId); // As before the restart, which it was waiting through.
        } else {
            terms.giveBackRoom(orderId); // Its child may have ended with the last record.
            onChildEnded(orderId);
        }
    }

    static String correlation(ParentOrder parent) {
        String given = parent.intent().correlationId();
        return given.isEmpty() ? parent.orderId() : given;
    }

    private long now() {
        return parts.market().timeNs();
    }
}
