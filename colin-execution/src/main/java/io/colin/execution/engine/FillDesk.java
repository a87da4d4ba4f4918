package io.colin.execution.engine;

import io.colin.api.event.OrderFilled;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Books what venues fill, each trade once: on the account, the child and its parent. A fill that comes late takes back what
 * works in its place. Engine thread only.
 */
final class FillDesk {
    private final Parts parts;
    private final OrderDesk parents;
    private final ChildDesk children;
    private final StrayFills strays;

    FillDesk(Parts parts, OrderDesk parents, ChildDesk children) {
        this.parts = parts;
        this.parents = parents;
        this.children = children;
        this.strays = new StrayFills(parts);
    }

    /** A fill of no order of ours. */
    void unknown(OrderEvent.Filled filled) {
        strays.unknown(filled.fill());
    }

    /** Books a trade that was not told before. */
    void book(ChildOrder child, OrderEvent.Filled filled) {
        String trade = "trade " + filled.fill().tradeId();
        switch (parts.orders().takeTrade(filled.fill())) {
            case FIRST -> take(grown(child, filled.fill()), filled);
            case REPEATED -> children.refuse(filled, child, trade + " was applied before");
            case CONFLICTING -> {
                children.refuse(filled, child, trade + " came before with other data");
                strays.conflicting(filled.fill());
            }
        }
    }

    /** Every new trade reaches the account, also what its child or its parent has no room for. */
    private void take(ChildOrder child, OrderEvent.Filled filled) {
        Fill fill = filled.fill();
        // Before the orders show it, so that whoever sees an order filled finds it in the account.
        parts.accounts().apply(fill);
        if (!parts.lanes().isSimulated(child.venue())) {
            parts.market().ownPrint(fill);
        }
        Optional<OrderEvent.Filled> fitting = Overfills.fitting(child.progress(), filled);
        ChildOrder after = fitting.map(part -> children.applied(child, part)).orElse(child);
        if (!fitting.equals(Optional.of(filled))) {
            children.refuse(filled, child, Overfills.reason(child.progress(), filled));
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
        if (!children.overfills().follow(child, fill, fitting)) {
            children.overfills().tell(child, fill);
        }
        endAgain(child, after, parentBefore);
        goOn(settled(after), filled);
    }

    /** A child that fills beyond what is known of it has the larger quantity it was asked to take, whose answer is late or lost. */
    private ChildOrder grown(ChildOrder child, Fill fill) {
        Optional<OrderEvent.PendingUpdate> asked = children.terms().unanswered(child.orderId());
        BigDecimal filled = child.progress().filledQuantity().add(fill.quantity());
        if (asked.isEmpty()
                || filled.compareTo(child.progress().quantity()) <= 0
                || filled.compareTo(asked.orElseThrow().quantity()) > 0) {
            return child;
        }
        OrderEvent.Updated larger = new OrderEvent.Updated(
                child.orderId(),
                now(),
                asked.orElseThrow().quantity(),
                asked.orElseThrow().type());
        if (!(OrderStateMachine.apply(child.progress(), larger) instanceof Transition.Applied)) {
            return child;
        }
        children.reports().onUpdate(larger);
        return parts.orders().child(child.orderId()).orElseThrow();
    }

    /** A fill that came after the cancel is booked, and the order stays cancelled. */
    private void endAgain(ChildOrder before, ChildOrder after, OrderStatus parentBefore) {
        ParentOrder parent = parents.parent(before.parentId());
        String reason = "cancelled before, the fill came late";
        if (before.progress().status() == OrderStatus.CANCELED
                && after.progress().status() == OrderStatus.PARTIALLY_FILLED) {
            children.change(after, new OrderEvent.Canceled(after.orderId(), now(), reason));
        }
        if (parentBefore == OrderStatus.CANCELED && parent.progress().status() == OrderStatus.PARTIALLY_FILLED) {
            parents.apply(parent, new OrderEvent.Canceled(parent.orderId(), now(), reason));
        }
    }

    /** A child whose end waited for this fill has ended; one that waits for more is still of unknown fate. */
    private ChildOrder settled(ChildOrder child) {
        HeldEnds ends = children.ends();
        if (!ends.isHeld(child.orderId())) {
            return child;
        }
        OrderEvent next = ends.due(child, now())
                .orElseGet(() -> new OrderEvent.Unresolved(child.orderId(), now(), ends.reason(child)));
        return children.change(child, next);
    }

    private void goOn(ChildOrder after, OrderEvent.Filled filled) {
        String parentId = after.parentId();
        parents.terms().answered(after, filled);
        takeBackExcess(parentId);
        parents.groups().onFilled(parents.parent(parentId));
        if (after.progress().status().isClosed()) {
            children.ended(after);
        } else {
            parents.terms().settle(parentId);
        }
    }

    /** What works beyond what a parent still wants, because a fill came after its child was replaced, is taken back. */
    private void takeBackExcess(String parentId) {
        ParentOrder parent = parents.parent(parentId);
        OrderProgress progress = parent.progress();
        if (progress.status().isClosed()) {
            children.cancelAll(parentId);
        } else if (!parents.isCancelling(parentId)
                && !parents.terms().isPending(parentId)
                && parts.orders().working(parentId).compareTo(progress.leavesQuantity()) > 0) {
            parents.terms().set(parent, progress.quantity(), parent.intent().type(), false);
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
