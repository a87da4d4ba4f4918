package io.colin.execution.engine;

import io.colin.api.Decimals;
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
            case FIRST -> {
                ChildOrder grown = grown(child, filled.fill());
                take(grown, filled, isUnproven(child, grown, filled.fill()));
            }
            case REPEATED -> children.refuse(filled, child, trade + " was applied before");
            case CONFLICTING -> {
                children.refuse(filled, child, trade + " came before with other data");
                strays.conflicting(filled.fill());
            }
        }
    }

    /** Every new trade reaches the account, also what its child or its parent has no room for. */
    private void take(ChildOrder child, OrderEvent.Filled filled, boolean unproven) {
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
        ParentOrder parentBefore = parents.parent(child.parentId());
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
        Optional<String> beyond = children.overfills().follow(child, fill, fitting);
        if (isClosed(child.progress()) || isClosed(parentBefore.progress()) || !fitting.equals(Optional.of(filled))) {
            tell(fill, beyond, where(child, after, parentBefore, parent), left(parentBefore, parent));
        }
        endAgain(child, after, parentBefore.progress().status());
        ChildOrder settled = settled(after);
        goOn(unproven && !settled.progress().status().isClosed() ? unresolved(settled) : settled, filled);
    }

    private void tell(Fill fill, Optional<String> beyond, String where, String left) {
        beyond.ifPresentOrElse(
                why -> children.overfills().lock(fill, why, left),
                () -> children.overfills().late(fill, where, left));
    }

    private static String where(ChildOrder child, ChildOrder after, ParentOrder parent, ParentOrder parentAfter) {
        return in(child.orderId(), child.progress(), after.progress()) + ", "
                + in(parent.orderId(), parent.progress(), parentAfter.progress());
    }

    private static String in(String id, OrderProgress before, OrderProgress after) {
        return Decimals.text(after.filledQuantity().subtract(before.filledQuantity())) + " in order " + id
                + ", which was " + before.status();
    }

    /** What an order that had ended has filled since without exits. */
    private String left(ParentOrder before, ParentOrder after) {
        return isClosed(before.progress())
                ? parents.groups().uncovered(after).map(what -> "; " + what).orElse("")
                : "";
    }

    private static boolean isClosed(OrderProgress progress) {
        return progress.status().isClosed();
    }

    /**
     * A child that fills all that is known of it may have the larger quantity it was asked to take, whose answer is late or
     * lost: it is for that much from now on, and so is its order. A fill beyond the smaller quantity shows it; one of just
     * that quantity does not, and {@link #isUnproven} until its venue says which it is.
     */
    private ChildOrder grown(ChildOrder child, Fill fill) {
        BigDecimal filled = child.progress().filledQuantity().add(fill.quantity());
        Optional<OrderEvent.PendingUpdate> growth = children.terms().growth(child);
        Optional<OrderEvent.Updated> larger = growth.filter(
                        asked -> filled.compareTo(child.progress().quantity()) >= 0)
                .filter(asked -> filled.compareTo(asked.quantity()) <= 0)
                .map(asked -> new OrderEvent.Updated(child.orderId(), now(), asked.quantity(), asked.type()))
                .filter(event -> OrderStateMachine.apply(child.progress(), event) instanceof Transition.Applied);
        if (larger.isEmpty()) {
            return child;
        }
        if (filled.compareTo(child.progress().quantity()) > 0) {
            children.reports().onUpdate(larger.orElseThrow());
        } else {
            ChildOrder grown = children.change(child, larger.orElseThrow());
            parents.terms().makeRoom(child, grown, growth.orElseThrow());
        }
        return parts.orders().child(child.orderId()).orElseThrow();
    }

    /** Whether a child is for more only because it was asked to be: all that it is known to have been for is filled. */
    private static boolean isUnproven(ChildOrder before, ChildOrder grown, Fill fill) {
        BigDecimal known = before.progress().quantity();
        return grown.progress().quantity().compareTo(known) > 0
                && before.progress().filledQuantity().add(fill.quantity()).compareTo(known) == 0;
    }

    /** What the child was asked to take beyond stays reserved, and nothing is placed for it, until its venue was asked. */
    private ChildOrder unresolved(ChildOrder child) {
        String reason = "filled " + Decimals.text(child.progress().filledQuantity())
                + ", all it is known to be for, and its venue has not answered for the change to "
                + Decimals.text(child.progress().quantity());
        ChildOrder after = children.change(child, new OrderEvent.Unresolved(child.orderId(), now(), reason));
        children.doubt(after);
        return after;
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
                .orElseGet(() -> new OrderEvent.Unresolved(
                        child.orderId(), now(), ends.reason(child), OrderEvent.Unresolved.Owed.FILLS));
        return children.change(child, next);
    }

    private void goOn(ChildOrder after, OrderEvent.Filled filled) {
        String parentId = after.parentId();
        parents.terms().answered(after, filled);
        takeBackExcess(parentId);
        parents.groups().onFilled(parents.parent(parentId));
        if (after.progress().status().isClosed()) {
            parents.terms().giveBackRoom(parentId);
            children.ended(after);
        } else {
            parents.terms().settle(parentId);
        }
    }

    /**
     * What works beyond what a parent may still fill, because a fill came after its child was replaced, or a venue made a
     * child larger than anybody asked, is taken back.
     */
    void takeBackExcess(String parentId) {
        ParentOrder parent = parents.parent(parentId);
        OrderProgress progress = parent.progress();
        if (progress.status().isClosed()) {
            children.cancelAll(parentId);
            return;
        }
        BigDecimal left = parents.allowed(parent, progress.quantity())
                .subtract(progress.filledQuantity())
                .max(BigDecimal.ZERO);
        if (!parents.isCancelling(parentId)
                && !parents.terms().isPending(parentId)
                && parts.orders().working(parentId).compareTo(left) > 0) {
            parents.terms().set(parent, progress.quantity());
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
