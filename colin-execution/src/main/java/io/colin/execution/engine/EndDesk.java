package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ends parent orders of which nothing more is sent, with the reason. Engine thread only. */
final class EndDesk {
    private static final String TIME_OVER = "its time is over";

    private final Parts parts;
    private final OrderDesk orders;
    private final Map<String, Refusal> lastRefusal = new HashMap<>();

    /** Why no more of a parent is sent; it ends once nothing of it works. */
    private final Map<String, String> finishing = new HashMap<>();

    EndDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    boolean isFinishing(String id) {
        return finishing.containsKey(id);
    }

    /** What is finishing ends if nothing of it works. */
    void finishIfIdle(String id) {
        if (parts.orders().working(id).signum() == 0) {
            finish(id, finishing.getOrDefault(id, "nothing more can be sent"));
        }
    }

    /** An order was changed to no more than it has filled. */
    void filledShort(String id) {
        end(orders.parent(id), new OrderEvent.Canceled(id, now(), "changed to what was filled"), true);
    }

    /** All that an order is for is filled, and what it was taken to be for beyond was refused. */
    void completed(String id) {
        ParentOrder parent = orders.parent(id);
        end(parent, new OrderEvent.Completed(id, now(), parent.progress().filledQuantity()));
    }

    /** Nothing will come that could let a released order be placed: it ends if nothing of it works. */
    void unplaced(String id) {
        if (parts.orders().openChildren(id).isEmpty() && !orders.firstPrices().awaits(id)) {
            finish(id, "nothing more can be sent");
        }
    }

    /** The time of an order is over: it ends if nothing of it works. */
    void overdue(String id) {
        ParentOrder parent = orders.parent(id);
        if (!parent.progress().status().isClosed()
                && parts.orders().openChildren(id).isEmpty()) {
            OrderEvent expired = new OrderEvent.Expired(id, now());
            boolean fits = !mayFillYet(id) && fits(parent, expired);
            end(parent, fits ? expired : new OrderEvent.Canceled(id, now(), TIME_OVER));
        }
    }

    /** The algorithm of a parent has nothing more to send: it ends once nothing of it works. */
    void finishWhenIdle(String id, String reason) {
        finishing.put(id, reason);
        if (parts.orders().working(id).signum() == 0) {
            finish(id, reason);
        }
    }

    /** Why a part of a parent was refused last: its own reason where nothing of it is ever sent. */
    void refused(String parentId, Refusal refusal) {
        lastRefusal.put(parentId, refusal);
    }

    void finish(String id, String reason) {
        ParentOrder parent = orders.parent(id);
        if (parent.progress().status().isClosed()) {
            return;
        }
        Refusal refusal = lastRefusal.get(id);
        boolean untouched = parent.progress().filledQuantity().signum() == 0;
        boolean isOver = hasExpired(parent) && orders.emulation().isPlain(parent.intent());
        if (parent.progress().status() == OrderStatus.RELEASED) {
            Refusal why = refusal != null ? refusal : refusal(reason);
            orders.deny(id, List.of(why));
        } else if (isOver && !mayFillYet(id) && fits(parent, new OrderEvent.Expired(id, now()))) {
            end(parent, new OrderEvent.Expired(id, now()));
        } else if (untouched && refusal != null && parent.progress().status() == OrderStatus.SUBMITTED) {
            end(parent, new OrderEvent.Rejected(id, now(), refusal));
        } else {
            end(parent, new OrderEvent.Canceled(id, now(), isOver ? TIME_OVER : reason));
        }
    }

    /** A cancelled child still takes a fill that raced its cancel, and an order that has expired would not. */
    private boolean mayFillYet(String id) {
        return parts.orders().childrenOf(id).stream()
                .anyMatch(child -> child.progress().status() == OrderStatus.CANCELED);
    }

    private static boolean fits(ParentOrder parent, OrderEvent event) {
        return OrderStateMachine.apply(parent.progress(), event) instanceof Transition.Applied;
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

    void end(ParentOrder parent, OrderEvent event) {
        end(parent, event, orders.isCancelling(parent.orderId()) || hasExpired(parent));
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
        orders.apply(parent, event);
        orders.forgetWork(parent.orderId());
        finishing.remove(parent.orderId());
        orders.cancels().forget(parent.orderId());
        lastRefusal.remove(parent.orderId());
        orders.children().cancelAll(parent.orderId());
        orders.groups().onEnded(orders.parent(parent.orderId()), chosen);
        orders.selfMatches().ended(parent.orderId());
    }

    private long now() {
        return parts.market().timeNs();
    }
}
