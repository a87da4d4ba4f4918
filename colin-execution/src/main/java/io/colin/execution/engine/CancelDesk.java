package io.colin.execution.engine;

import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Cancels parent orders: each ends once nothing of it works any more. Engine thread only. */
final class CancelDesk {
    private final Parts parts;
    private final OrderDesk orders;

    /** Why, by the id of the parent. */
    private final Map<String, String> cancelling = new HashMap<>();

    CancelDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    boolean isCancelling(String orderId) {
        return cancelling.containsKey(orderId);
    }

    /** A cancel that was asked for before a restart goes on. */
    void resume(String orderId) {
        cancelling.put(orderId, "cancel asked before the restart");
    }

    void forget(String orderId) {
        cancelling.remove(orderId);
    }

    /** What is being cancelled ends if nothing of it works. */
    void endIfIdle(String orderId) {
        if (parts.orders().working(orderId).signum() == 0) {
            end(orders.parent(orderId));
        }
    }

    private void end(ParentOrder parent) {
        String id = parent.orderId();
        orders.ends().end(parent, new OrderEvent.Canceled(id, now(), cancelling.getOrDefault(id, "cancelled")));
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
            parts.orders()
                    .openChildren(orderId)
                    .forEach(child -> orders.children().cancel(child, onceRecorded));
            return new CancelResult.AlreadyEnded(parent);
        }
        if (parent.progress().status() == OrderStatus.PENDING_CANCEL && !onceRecorded) {
            orders.children().cancelAgain(orderId);
            return new CancelResult.Requested(orders.parent(orderId));
        }
        cancelling.put(orderId, "cancelled by " + principal);
        orders.terms().forget(orderId);
        if (parts.orders().working(orderId).signum() == 0) {
            end(parent);
        } else {
            orders.apply(parent, new OrderEvent.PendingCancel(orderId, now()));
            if (onceRecorded) {
                orders.children().withdrawAll(orderId);
            } else {
                orders.children().cancelAll(orderId);
            }
        }
        return new CancelResult.Requested(orders.parent(orderId));
    }

    void cancelAll(String principal) {
        cancelAll(principal, parent -> false);
    }

    /** Cancels what is open, except what is to stay. */
    void cancelAll(String principal, Predicate<? super ParentOrder> stays) {
        parts.orders().open().stream()
                .filter(parent -> !stays.test(parent))
                .forEach(parent -> cancel(parent.orderId(), principal));
        parts.orders().strays().forEach(child -> orders.children().cancel(child, false));
    }

    private long now() {
        return parts.market().timeNs();
    }
}
