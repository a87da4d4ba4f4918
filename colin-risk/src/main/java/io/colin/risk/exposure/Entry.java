package io.colin.risk.exposure;

import io.colin.risk.LimitScope;
import java.math.BigDecimal;

/** A parent in the book. */
final class Entry {
    final Filling filling;
    Reservation reservation;
    LimitScope strategy;
    BigDecimal counted = BigDecimal.ZERO;
    boolean closed;

    Entry(Reservation reservation) {
        this.reservation = reservation;
        strategy = LimitScope.strategy(reservation.strategy());
        this.filling = new Filling(reservation.quantity());
    }

    /** Other terms in the place of these. */
    void take(Reservation next) {
        reservation = next;
        strategy = LimitScope.strategy(next.strategy());
    }
}
