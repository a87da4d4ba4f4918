package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import java.math.BigDecimal;

/** How much of an order is filled: by the fills told and by the progress told, whichever knows more. */
final class Filling {
    private BigDecimal quantity;
    private BigDecimal byFills = BigDecimal.ZERO;
    private BigDecimal reported = BigDecimal.ZERO;
    /** The whole quantity a change asks for; 0 while none is on its way. */
    private BigDecimal amended = BigDecimal.ZERO;

    private boolean updating;

    Filling(BigDecimal quantity) {
        this.quantity = quantity;
    }

    /** A change to so much left to fill was sent: it may take place or not, so the larger counts. */
    void amend(BigDecimal leaves) {
        amended = filled().add(leaves);
        updating = false;
    }

    void report(OrderProgress progress) {
        quantity = progress.quantity();
        reported = progress.filledQuantity();
        boolean isUpdating = progress.status() == OrderStatus.PENDING_UPDATE;
        if (quantity.compareTo(amended) == 0 || (updating && !isUpdating)) {
            amended = BigDecimal.ZERO;
        }
        updating = isUpdating;
    }

    void fill(BigDecimal more) {
        byFills = byFills.add(more);
    }

    BigDecimal leaves() {
        return Decimals.normal(quantity.max(amended).subtract(filled()).max(BigDecimal.ZERO));
    }

    private BigDecimal filled() {
        return byFills.max(reported);
    }
}
