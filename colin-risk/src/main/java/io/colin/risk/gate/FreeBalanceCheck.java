package io.colin.risk.gate;

import io.colin.api.instrument.InstrumentKind;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.AccountKind;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 8 of an account that owns what it trades: a buy needs its money with fees, a sell its holding. */
final class FreeBalanceCheck implements Check {
    static final String NAME = "free-balance";

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean concerns(Candidate order) {
        return order.limits().margin().accountKind() == AccountKind.CASH_SPOT;
    }

    @Override
    public boolean clears(Glance order) {
        if (order.limits().exact.margin().accountKind() != AccountKind.CASH_SPOT) {
            return true;
        }
        if (!order.terms().spot) {
            return false;
        }
        ExposureMirror.Line line = order.line();
        if (order.intent().side() == Side.SELL) {
            return order.surelyShrinks();
        }
        double needed = line.committed() + order.cost();
        return Surely.below(needed, line.cash());
    }

    @Override
    public Finding judge(Candidate order) {
        if (order.instrument().kind() != InstrumentKind.SPOT) {
            return Finding.failed(
                    NAME, DenialCode.MARGIN_EXCEEDS_FREE_BALANCE, "a cash account cannot hold derivatives");
        }
        return order.order().side() == Side.BUY ? money(order) : holding(order);
    }

    private static Finding money(Candidate order) {
        String currency = order.order().symbol().quote();
        BigDecimal cash = order.portfolio().cash().getOrDefault(currency, BigDecimal.ZERO);
        BigDecimal committed = order.book().committedCash(currency);
        if (order.order().isKnown()) {
            String own = order.order().orderId();
            committed = committed.subtract(order.book().cashOf(own, order.book().reserved(own)));
        }
        if (order.order().isChild()) {
            String parent = order.order().parentId();
            BigDecimal undrawn =
                    order.book().reserved(parent).subtract(order.book().drawn(parent));
            committed = committed.subtract(order.book().cashOf(parent, undrawn));
        }
        BigDecimal unitCost = order.worth().unitCost();
        BigDecimal projected = committed.add(order.quantity().multiply(unitCost));
        BigDecimal largest = order.largest(cash.subtract(committed), unitCost);
        return Finding.limit(
                NAME,
                DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                new Amounts(currency, cash, committed, projected),
                largest);
    }

    /** Selling the whole holding is no danger, so its use is not part of the score. */
    private static Finding holding(Candidate order) {
        Portfolio portfolio = order.portfolio();
        BigDecimal held = portfolio.quantity(order.order().symbol());
        BigDecimal free = order.shrinkable();
        Amounts amounts = new Amounts(
                order.order().symbol().base(),
                held.max(BigDecimal.ZERO),
                held.max(BigDecimal.ZERO).subtract(free),
                held.max(BigDecimal.ZERO).subtract(free).add(order.quantity()));
        boolean passes = order.quantity().compareTo(free) <= 0;
        String detail = passes ? "" : "a cash account cannot sell what it does not hold";
        return new Finding(NAME, DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE, passes, amounts, free, detail, false);
    }
}
