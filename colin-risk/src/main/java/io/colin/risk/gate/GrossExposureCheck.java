package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 12: the account's worst case against its share of equity. */
final class GrossExposureCheck implements Check {
    static final String NAME = "gross-exposure";

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
        return order.grossBelow(order.limits().maxGrossShare * order.equity());
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal limit = order.ofEquity(order.limits().position().maxGrossShare());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, order.gross(), order.grossProjected());
        return Finding.limit(NAME, DenialCode.EXPOSURE_LIMIT, amounts, order.largestForGross(limit));
    }
}
