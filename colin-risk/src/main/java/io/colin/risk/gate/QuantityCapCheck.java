package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Optional;

/** Row 2: the largest order quantity of the symbol, set or from the first price of the day. */
record QuantityCapCheck(FirstPrices firstPrices) implements Check {
    static final String NAME = "order-quantity";
    static final BigDecimal DEFAULT_VALUE = new BigDecimal("1000000");

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean clears(Glance order) {
        double cap = order.terms().quantityCap(firstPrices, order.nowNs());
        return Surely.below(order.quantity(), cap);
    }

    @Override
    public Finding judge(Candidate order) {
        Optional<BigDecimal> cap = cap(order);
        if (cap.isEmpty()) {
            return Finding.failed(
                    NAME,
                    DenialCode.NO_LIMIT_CONFIGURED,
                    "quantity cap of " + order.order().symbol());
        }
        BigDecimal largest =
                order.lessFilled(Decimals.floorTo(cap.get(), order.instrument().lotSize()));
        Amounts amounts = new Amounts("units", cap.get(), BigDecimal.ZERO, order.whole());
        return Finding.limit(NAME, DenialCode.QUANTITY_EXCEEDS_MAXIMUM, amounts, largest);
    }

    private Optional<BigDecimal> cap(Candidate order) {
        Optional<BigDecimal> set = Optional.ofNullable(
                order.limits().order().quantityCaps().get(order.order().symbol()));
        if (set.isPresent() || order.limits().order().quantityCapsRequired()) {
            return set;
        }
        // Before the first fresh rate of the day nothing is added, and a way out is held to the price of now.
        BigDecimal unit = firstPrices
                .unitValue(order.order().symbol(), order.nowNs())
                .orElseGet(() -> order.worth().unitValueAtReference());
        return Optional.of(order.largest(DEFAULT_VALUE, unit));
    }
}
