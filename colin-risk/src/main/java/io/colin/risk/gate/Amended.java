package io.colin.risk.gate;

import io.colin.api.order.Side;
import io.colin.risk.exposure.Reservation;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order of ours that new terms are asked for, as it is reserved. */
final class Amended {
    private Amended() {}

    /**
     * The largest quantity with which new terms only make less of the order: no more than it has left to fill, at a price that
     * is no worse. At another price that is never worth more than what is reserved. 0 where the price is worse.
     */
    static BigDecimal lowerable(Candidate candidate, Reservation reserved) {
        Order amend = candidate.order();
        Order.@Nullable Before before = amend.before();
        if (before == null || !amend.isPricedNoWorse(before.type())) {
            return BigDecimal.ZERO;
        }
        BigDecimal left = before.left().min(reserved.quantity());
        if (amend.type().equals(before.type())) {
            return left;
        }
        BigDecimal value = reserved.quantity().multiply(reserved.unitValue());
        return candidate
                .pricing()
                .map(worth -> left.min(candidate.largest(value, worth.unitValue())))
                .orElse(BigDecimal.ZERO);
    }

    /** The symbol as if an order of ours did not work. */
    static SymbolExposure without(SymbolExposure all, Optional<Reservation> own) {
        if (own.isEmpty()) {
            return all;
        }
        Reservation gone = own.get();
        BigDecimal value = gone.quantity().multiply(gone.unitValue());
        boolean buy = gone.side() == Side.BUY;
        BigDecimal bought = buy ? gone.quantity() : BigDecimal.ZERO;
        BigDecimal sold = buy ? BigDecimal.ZERO : gone.quantity();
        return new SymbolExposure(
                all.position(),
                all.positionValue(),
                all.buyQuantity().subtract(bought),
                all.sellQuantity().subtract(sold),
                all.buyValue().subtract(buy ? value : BigDecimal.ZERO),
                all.sellValue().subtract(buy ? BigDecimal.ZERO : value));
    }
}
