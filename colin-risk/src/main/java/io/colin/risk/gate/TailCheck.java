package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.Side;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 16: one figure of tail risk with the order against its share of equity. {@link FiguresCheck} refuses without. */
record TailCheck(RiskOutlook outlook, TailMetric metric) implements Check {
    private static final int PLACES = 12;

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
        return order.limits().tail().armed()
                && order.pricing().isPresent()
                && order.portfolio().isPriced()
                && outlook.noTail(order).isEmpty();
    }

    @Override
    public Finding judge(Candidate order) {
        double most = Decimals.statistic(order.ofEquity(metric.limit(order.limits().tail())));
        double before = outlook.tail(metric, order, 0);
        double with = outlook.tail(metric, order, delta(order, order.added()));
        boolean passes = with <= most;
        BigDecimal largest = passes
                ? order.quantity()
                : LargestSize.below(
                        order.quantity(), order.instrument().lotSize(), q -> outlook.tail(metric, order, deltaOf(order, q))
                                <= most);
        Amounts amounts = new Amounts(
                order.portfolio().currency(), money(most), money(before), money(with));
        return new Finding(metric.check(), metric.code(), passes, amounts, largest, "", true);
    }

    static double deltaOf(Candidate order, BigDecimal quantity) {
        return delta(order, order.order().isChild() ? BigDecimal.ZERO : quantity.multiply(order.worth().unitValue()));
    }

    static double delta(Candidate order, BigDecimal value) {
        double unsigned = Decimals.statistic(value);
        return order.order().side() == Side.BUY ? unsigned : -unsigned;
    }

    static BigDecimal money(double value) {
        return Decimals.fromStatistic(value, PLACES);
    }
}
