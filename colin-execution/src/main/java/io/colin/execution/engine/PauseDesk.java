package io.colin.execution.engine;

import io.colin.api.event.ParentPaused;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import java.util.Optional;

/** Pauses the work on parents and takes it up again. Engine thread only. */
final class PauseDesk {
    /** Who pauses an order whose algorithm wants a person to look. */
    static final String ENGINE = "engine";

    private final Parts parts;
    private final OrderDesk orders;

    PauseDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** Nothing of the parent is sent from now on, and what is open is cancelled. */
    PauseResult pause(String orderId, String principal, String reason) {
        return change(orderId, true, principal, reason);
    }

    /** The parent's algorithm is asked again. */
    PauseResult resume(String orderId, String principal, String reason) {
        return change(orderId, false, principal, reason);
    }

    private PauseResult change(String orderId, boolean paused, String principal, String reason) {
        Optional<ParentOrder> found = parts.orders().parent(orderId);
        if (found.isEmpty()) {
            return new PauseResult.NotFound(orderId);
        }
        ParentOrder parent = found.orElseThrow();
        OrderStatus status = parent.progress().status();
        if (status.isClosed() || status == OrderStatus.PENDING_CANCEL) {
            return new PauseResult.AlreadyEnded(parent);
        }
        if (parts.orders().isPaused(orderId) == paused) {
            return new PauseResult.Applied(parent, false);
        }
        parts.log()
                .emit(new ParentPaused(
                        parts.log().header(OrderDesk.correlation(parent)), orderId, paused, principal, reason));
        parts.orders().pause(orderId, paused);
        if (paused && principal.equals(ENGINE)) {
            orders.holds().paused(parent, reason);
        } else if (!paused) {
            orders.holds().resumed(parent, principal);
        }
        if (paused) {
            orders.children().cancelAll(orderId);
        } else {
            orders.work(orderId);
        }
        return new PauseResult.Applied(orders.parent(orderId), true);
    }
}
