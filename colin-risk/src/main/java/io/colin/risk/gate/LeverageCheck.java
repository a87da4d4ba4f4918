package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 13: the account's worst case against a multiple of equity, told in money so that it stays exact. */
final class LeverageCheck implements Check {
    static final String NAME = "leverage";

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
        return order.grossBelow(order.limits().maxLeverage * order.equity());
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal limit = order.ofEquity(order.limits().position().maxLeverage());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, order.gross(), order.grossProjected());
        return Finding.limit(NAME, DenialCode.LEVERAGE_LIMIT, amounts, order.largestForGross(limit));
    }
}
