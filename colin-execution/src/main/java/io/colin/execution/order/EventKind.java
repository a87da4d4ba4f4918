package io.colin.execution.order;

import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import java.util.Optional;

/** The columns of the transition table, each with the state of its name where it has one. */
enum EventKind {
    DENIED(OrderStatus.DENIED),
    EMULATED(OrderStatus.EMULATED),
    RELEASED(OrderStatus.RELEASED),
    SUBMITTED(OrderStatus.SUBMITTED),
    ACCEPTED(OrderStatus.ACCEPTED),
    REJECTED(OrderStatus.REJECTED),
    CANCELED(OrderStatus.CANCELED),
    EXPIRED(OrderStatus.EXPIRED),
    TRIGGERED(OrderStatus.TRIGGERED),
    PENDING_UPDATE(OrderStatus.PENDING_UPDATE),
    PENDING_CANCEL(OrderStatus.PENDING_CANCEL),
    MODIFY_REJECTED,
    CANCEL_REJECTED,
    UPDATED,
    FILLED,
    COMPLETED(OrderStatus.FILLED),
    UNRESOLVED;

    private final Optional<OrderStatus> named;

    EventKind(OrderStatus named) {
        this.named = Optional.of(named);
    }

    EventKind() {
        this.named = Optional.empty();
    }

    static EventKind of(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Denied e -> DENIED;
            case OrderEvent.Emulated e -> EMULATED;
            case OrderEvent.Released e -> RELEASED;
            case OrderEvent.Submitted e -> SUBMITTED;
            case OrderEvent.Accepted e -> ACCEPTED;
            case OrderEvent.Rejected e -> REJECTED;
            case OrderEvent.Canceled e -> CANCELED;
            case OrderEvent.Expired e -> EXPIRED;
            case OrderEvent.Triggered e -> TRIGGERED;
            case OrderEvent.PendingUpdate e -> PENDING_UPDATE;
            case OrderEvent.PendingCancel e -> PENDING_CANCEL;
            case OrderEvent.ModifyRejected e -> MODIFY_REJECTED;
            case OrderEvent.CancelRejected e -> CANCEL_REJECTED;
            case OrderEvent.Updated e -> UPDATED;
            case OrderEvent.Filled e -> FILLED;
            case OrderEvent.Completed e -> COMPLETED;
            case OrderEvent.Unresolved e -> UNRESOLVED;
        };
    }

    Optional<OrderStatus> named() {
        return named;
    }

    /** Whether it is something we asked for or lost, so that it says nothing about what the venue did. */
    boolean isOurs() {
        return this == PENDING_UPDATE || this == PENDING_CANCEL || this == UNRESOLVED;
    }
}
