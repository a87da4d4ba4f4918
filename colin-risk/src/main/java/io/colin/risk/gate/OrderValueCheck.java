package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 2, ORD_001 and ORD_002: the range of an order's value; children may be small. */
final class OrderValueCheck implements Check {
    static final String NAME = "order-value";

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean sparesLowering() {
        return false;
    }

    @Override
    public boolean clears(Glance order) {
        QuickLimits limits = order.limits();
        return (limits.minOrderValue == 0 || Surely.above(order.value(), limits.minOrderValue))
                && Surely.below(order.value(), limits.maxOrderValue);
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal value = order.wholeValue();
        BigDecimal minimum = order.limits().order().minValue();
        String currency = order.portfolio().currency();
        if (!order.order().isChild() && value.compareTo(minimum) < 0) {
            return Finding.failed(NAME, DenialCode.NOTIONAL_BELOW_MINIMUM, "too small to be worth its costs")
                    .withAmounts(new Amounts(currency, minimum, BigDecimal.ZERO, value));
        }
        BigDecimal maximum = order.limits().order().maxValue();
        Amounts amounts = new Amounts(currency, maximum, BigDecimal.ZERO, value);
        BigDecimal largest =
                order.lessFilled(order.largest(maximum, order.worth().unitValue()));
        return Finding.limit(NAME, DenialCode.NOTIONAL_EXCEEDS_MAXIMUM, amounts, largest);
    }
}
