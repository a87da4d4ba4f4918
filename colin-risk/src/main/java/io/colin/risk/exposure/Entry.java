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
    private @Nullable OrderType told;
    private boolean updating;

    /**
     * A change that was asked for and neither took place nor was refused.
     *
     * @param type the price terms it asks for
     * @param had the whole quantity the order had when it was asked for
     * @param hadType the price terms it had then, as far as they were told
     */
    private record Change(
            Reservation before,
            Reservation asked,
            OrderType type,
            BigDecimal had,
            @Nullable OrderType hadType) {}

    Entry(Reservation reservation) {
        this.reservation = reservation;
        strategy = LimitScope.strategy(reservation.strategy());
        this.filling = new Filling(reservation.quantity());
    }

    /** Other terms are asked for in the place of these. */
    void ask(Reservation next, OrderType type) {
        Reservation before = change == null ? reservation : change.before();
        BigDecimal had = change == null ? filling.quantity() : change.had();
        OrderType hadType = change == null ? told : change.hadType();
        change = new Change(before, next.at(before.venue()), type, had, hadType);
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
        told = type;
        closed = progress.status().isClosed();
        boolean isUpdating = progress.status() == OrderStatus.PENDING_UPDATE;
        if (change != null && !isUpdating && tookPlace(change, type)) {
            return Optional.of(change.asked());
        }
        if (change == null || isUpdating || progress.status() == OrderStatus.PENDING_CANCEL) {
            updating = change != null;
            return Optional.empty();
        }
        return wasUpdating && !moved ? Optional.of(change.before()) : Optional.empty();
    }

    /** What the order had all the while tells nothing of a change that was for more before. */
    private boolean tookPlace(Change asked, OrderType type) {
        boolean hasIt = filling.isAmended() && type.equals(asked.type());
        boolean hadIt = filling.quantity().compareTo(asked.had()) == 0 && type.equals(asked.hadType());
        return hasIt && !(hadIt && filling.wasAskedForMore());
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
