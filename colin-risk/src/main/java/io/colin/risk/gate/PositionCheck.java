package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 10: the symbol's worst case against a fixed value. */
final class PositionCheck implements Check {
    static final String NAME = "position";

    @Override
    public Input needs() {
        return Input.ACCOUNT;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean clears(Glance order) {
        return Surely.below(order.symbolProjected(), order.symbolMagnitude(), order.limits().maxPosition);
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal limit = order.limits().position().maxValue();
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, order.worstCase(), order.symbolProjected());
        return Finding.limit(NAME, DenialCode.POSITION_LIMIT, amounts, order.largestForSymbol(limit));
    }
}
