package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.AccountKind;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 8 of a margin account: initial margin of the worst case must leave enough equity free. */
final class MarginCheck implements Check {
    static final String NAME = "margin";

    @Override
    public Input needs() {
        return Input.ACCOUNT;
    }

    /** What only shrinks a position needs no margin. */
    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean sparesLowering() {
        return false;
    }

    @Override
    public boolean concerns(Candidate order) {
        return order.limits().margin().accountKind() == AccountKind.MARGIN;
    }

    @Override
    public boolean clears(Glance order) {
        QuickLimits limits = order.limits();
        return limits.exact.margin().accountKind() != AccountKind.MARGIN
                || Surely.below(
                        limits.initialRate * order.grossProjected(),
                        limits.initialRate * order.grossMagnitude(),
                        limits.usableShare * order.equity());
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal rate = order.limits().margin().initialRate();
        BigDecimal usable =
                order.ofEquity(BigDecimal.ONE.subtract(order.limits().margin().minFree()));
        Amounts amounts = new Amounts(
                order.portfolio().currency(),
                usable,
                rate.multiply(order.gross()),
                rate.multiply(order.grossProjected()));
        BigDecimal largest = order.largestForMargin(usable, rate);
        return Finding.limit(NAME, DenialCode.MARGIN_EXCEEDS_FREE_BALANCE, amounts, largest);
    }
}
