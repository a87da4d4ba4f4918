package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.order.OrderProgress;
import java.math.BigDecimal;

/** How much of an order is filled: by the fills told and by the progress told, whichever knows more. */
final class Filling {
    private BigDecimal quantity;
    private BigDecimal byFills = BigDecimal.ZERO;
    private BigDecimal reported = BigDecimal.ZERO;
    /** The whole quantity a change asks for; 0 while none is on its way. */
    private BigDecimal amended = BigDecimal.ZERO;
    /** The most it asked for since it began. */
    private BigDecimal most = BigDecimal.ZERO;

    Filling(BigDecimal quantity) {
        this.quantity = quantity;
    }

    /** A change to so much left to fill was sent: it may take place or not, so the larger counts. */
    void amend(BigDecimal leaves) {
        amended = filled().add(leaves);
        most = amended;
    }

    /** The change on its way asks for another whole quantity: what it asked for before may still take place. */
    void amendTo(BigDecimal whole) {
        amended = whole;
        most = most.max(whole);
    }

    /** The whole quantity as last told. */
    BigDecimal quantity() {
        return quantity;
    }

    /** Whether the whole quantity is the one a change asked for. */
    boolean isAmended() {
        return quantity.compareTo(amended) == 0;
    }

    /** Whether the change on its way was for more than it asks for now. */
    boolean wasAskedForMore() {
        return most.compareTo(amended) > 0;
    }

    /** The change took place or was refused. */
    void settle() {
        amended = BigDecimal.ZERO;
        most = BigDecimal.ZERO;
    }

    /** Takes what a progress tells; whether that is another quantity or more filled than the last one told. */
    boolean report(OrderProgress progress) {
        boolean moved =
                quantity.compareTo(progress.quantity()) != 0 || reported.compareTo(progress.filledQuantity()) != 0;
        quantity = progress.quantity();
        reported = progress.filledQuantity();
        return moved;
    }

    void fill(BigDecimal more) {
        byFills = byFills.add(more);
    }

    BigDecimal leaves() {
        return Decimals.normal(quantity.max(most).subtract(filled()).max(BigDecimal.ZERO));
    }

    private BigDecimal filled() {
        return byFills.max(reported);
    }
}
