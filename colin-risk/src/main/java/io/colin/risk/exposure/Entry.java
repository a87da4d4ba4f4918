package io.colin.risk.exposure;

import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.risk.LimitScope;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A parent in the book. While a change of it is on its way the worse of its old and its new terms counts. */
final class Entry {
    final Filling filling;
    Reservation reservation;
    LimitScope strategy;
    BigDecimal counted = BigDecimal.ZERO;
    boolean closed;
    private @Nullable Change change;
    private boolean updating;

    /**
     * A change that was asked for and neither took place nor was refused.
     *
     * @param type the price terms it asks for
     */
    private record Change(Reservation before, Reservation asked, OrderType type) {}

    Entry(Reservation reservation) {
        this.reservation = reservation;
        strategy = LimitScope.strategy(reservation.strategy());
        this.filling = new Filling(reservation.quantity());
    }

    /** Other terms are asked for in the place of these. */
    void ask(Reservation next, OrderType type) {
        Reservation before = change == null ? reservation : change.before();
        change = new Change(before, next, type);
        updating = false;
        filling.amend(next.quantity());
        take(next.worthAtLeast(before));
    }

    /** The change on its way, if one is, asks for another whole quantity. */
    void askFor(BigDecimal whole) {
        if (change != null) {
            filling.amendTo(whole);
        }
    }

    /**
     * Takes what is told of the order. A change took place once the order has what was asked, and was refused when the order is
     * no longer being changed and is as it was told before: a fill or another quantity in between decides nothing, nor does a
     * cancel, before which a venue may have made it.
     *
     * @return the terms that are in force since a change was decided
     */
    Optional<Reservation> report(OrderType type, OrderProgress progress) {
        boolean wasUpdating = updating;
        boolean moved = filling.report(progress);
        closed = progress.status().isClosed();
        boolean isUpdating = progress.status() == OrderStatus.PENDING_UPDATE;
        if (change != null && !isUpdating && filling.isAmended() && type.equals(change.type())) {
            return Optional.of(change.asked());
        }
        if (change == null || isUpdating || progress.status() == OrderStatus.PENDING_CANCEL) {
            updating = change != null;
            return Optional.empty();
        }
        return wasUpdating && !moved ? Optional.of(change.before()) : Optional.empty();
    }

    /** A change was decided. */
    void settle(Reservation inForce) {
        change = null;
        updating = false;
        filling.settle();
        take(inForce);
    }

    private void take(Reservation next) {
        reservation = next;
        strategy = LimitScope.strategy(next.strategy());
    }
}
