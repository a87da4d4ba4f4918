package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Side;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Children only: together they may not exceed what their parent reserved, nor be priced worse than it allows. */
final class ReservationCheck implements Check {
    private static final String NAME = "parent-reservation";

    @Override
    public boolean concerns(Candidate order) {
        return order.order().isChild();
    }

    @Override
    public boolean clears(Glance order) {
        // A glance is for new orders only.
        return true;
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        ExposureBook book = candidate.book();
        if (book.isDrawn(order.orderId())) {
            return Finding.failed(NAME, DenialCode.DUPLICATE_ORDER, "child " + order.orderId() + " works already");
        }
        if (!order.symbol().equals(order.intent().symbol())
                || order.side() != order.intent().side()) {
            return Finding.failed(NAME, DenialCode.VALIDATION_FAILED, "symbol and side must be the parent's");
        }
        if (isWorsePriced(order)) {
            return Finding.failed(NAME, DenialCode.VALIDATION_FAILED, "priced worse than the parent's limit");
        }
        BigDecimal available = book.available(order.parentId());
        if (order.quantity().compareTo(available) > 0) {
            BigDecimal largest =
                    Decimals.floorTo(available, candidate.instrument().lotSize());
            BigDecimal drawn = book.drawn(order.parentId());
            return Finding.failed(NAME, DenialCode.VALIDATION_FAILED, largest, "more than the parent has reserved")
                    .withAmounts(new Amounts("units", drawn.add(available), drawn, drawn.add(order.quantity())));
        }
        return Finding.passed(NAME, DenialCode.VALIDATION_FAILED, order.quantity());
    }

    private static boolean isWorsePriced(Order order) {
        return order.intent()
                .type()
                .limitPrice()
                .map(allowed -> order.type()
                        .limitPrice()
                        .map(price ->
                                order.side() == Side.BUY ? price.compareTo(allowed) > 0 : price.compareTo(allowed) < 0)
                        .orElse(true))
                .orElse(false);
    }
}
