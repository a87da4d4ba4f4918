package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 11 and POS_002: the symbol's worst case against its share of equity. */
final class ConcentrationCheck implements Check {
    static final String NAME = "symbol-concentration";

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
        double bound = order.limits().maxSymbolShare * order.equity();
        return Surely.below(order.symbolProjected(), order.symbolMagnitude(), bound);
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal limit = order.ofEquity(order.limits().position().maxSymbolShare());
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, order.worstCase(), order.symbolProjected());
        return Finding.limit(NAME, DenialCode.CONCENTRATION_LIMIT, amounts, order.largestForSymbol(limit));
    }
}
