package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.order.OrderProgress;
import java.math.BigDecimal;

/** How much of an order is filled: by the fills told and by the progress told, whichever knows more. */
final class Filling {
    private BigDecimal quantity;
    private BigDecimal byFills = BigDecimal.ZERO;
    private BigDecimal reported = BigDecimal.ZERO;

    Filling(BigDecimal quantity) {
        this.quantity = quantity;
    }

    void report(OrderProgress progress) {
        quantity = progress.quantity();
        reported = progress.filledQuantity();
    }

    void fill(BigDecimal more) {
        byFills = byFills.add(more);
    }

    BigDecimal leaves() {
        return Decimals.normal(quantity.subtract(byFills.max(reported)).max(BigDecimal.ZERO));
    }
}
