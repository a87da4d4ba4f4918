package io.colin.risk.exposure;

import io.colin.api.order.Side;
import java.math.BigDecimal;

/** Exact sums over the working orders of one symbol. */
final class Totals {
    BigDecimal buyQuantity = BigDecimal.ZERO;
    BigDecimal sellQuantity = BigDecimal.ZERO;
    BigDecimal buyValue = BigDecimal.ZERO;
    BigDecimal sellValue = BigDecimal.ZERO;
    BigDecimal buyCost = BigDecimal.ZERO;

    void change(Reservation reservation, BigDecimal quantity) {
        BigDecimal value = quantity.multiply(reservation.unitValue());
        if (reservation.side() == Side.BUY) {
            buyQuantity = buyQuantity.add(quantity);
            buyValue = buyValue.add(value);
            buyCost = buyCost.add(quantity.multiply(reservation.unitCost()));
        } else {
            sellQuantity = sellQuantity.add(quantity);
            sellValue = sellValue.add(value);
        }
    }

    boolean isNothing() {
        return buyQuantity.signum() == 0 && sellQuantity.signum() == 0;
    }
}
