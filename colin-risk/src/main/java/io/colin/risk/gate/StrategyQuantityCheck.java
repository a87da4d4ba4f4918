package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.risk.LimitScope;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Optional;

/** Row 2 by strategy: the largest order quantity a strategy may ask of a symbol, where one is set. */
final class StrategyQuantityCheck implements Check {
    private static final String NAME = "strategy-order-quantity";

    @Override
    public boolean concerns(Candidate order) {
        return cap(order).isPresent();
    }

    @Override
    public boolean clears(Glance order) {
        double cap = order.terms().strategyCap(order.intent().strategy());
        return cap == Double.POSITIVE_INFINITY || Surely.below(order.quantity(), cap);
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal cap = cap(order).orElseThrow();
        BigDecimal largest =
                order.lessFilled(Decimals.floorTo(cap, order.instrument().lotSize()));
        Amounts amounts = new Amounts("units", cap, BigDecimal.ZERO, order.whole());
        return Finding.limit(NAME, DenialCode.QUANTITY_EXCEEDS_MAXIMUM, amounts, largest);
    }

    private static Optional<BigDecimal> cap(Candidate order) {
        return order.limits()
                .scopes()
                .of(LimitScope.Kind.STRATEGY, order.order().strategy())
                .flatMap(cap -> Optional.ofNullable(
                        cap.orderQuantities().get(order.order().symbol())));
    }
}
