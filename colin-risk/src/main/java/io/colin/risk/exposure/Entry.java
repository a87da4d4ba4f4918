package io.colin.risk.exposure;

import java.math.BigDecimal;

/** A parent in the book. */
final class Entry {
    final Filling filling;
    Reservation reservation;
    BigDecimal counted = BigDecimal.ZERO;
    boolean closed;

    Entry(Reservation reservation) {
        this.reservation = reservation;
        this.filling = new Filling(reservation.quantity());
    }
}
