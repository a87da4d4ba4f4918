package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 9 and POS_001: the order's value against its share of equity. A child is part of an order that was judged. */
final class OrderShareCheck implements Check {
    static final String NAME = "order-share";

    @Override
    public Input needs() {
        return Input.ACCOUNT;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean concerns(Candidate order) {
        return !order.order().isChild();
    }

    @Override
    public boolean clears(Glance order) {
        return Surely.below(order.value(), order.limits().maxOrderShare * order.equity());
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal limit = order.ofEquity(order.limits().order().maxShare());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, BigDecimal.ZERO, order.wholeValue());
        BigDecimal largest = order.lessFilled(order.largest(limit, order.worth().unitValue()));
        return Finding.limit(NAME, DenialCode.COMPLIANCE, amounts, largest).withDetail("rule=POS_001");
    }
}
