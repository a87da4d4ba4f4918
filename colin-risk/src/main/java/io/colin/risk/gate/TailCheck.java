package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.risk.TailLimits;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 16: one figure of tail risk with the order against its share of equity. {@link FiguresCheck} refuses without. */
record TailCheck(RiskOutlook outlook, TailMetric metric) implements Check {
    private static final int PLACES = 8;
    private static final double ONE = 1e8;
    /** Up to here every double is a whole number at most a half away from a long: 2⁵². */
    private static final double MOST_EXACT = 0x1p52;

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
        return order.limits().tail().armed() && outlook.noTail(order).isEmpty();
    }

    @Override
    public boolean clears(Glance order) {
        TailLimits limits = order.limits().exact.tail();
        if (!limits.armed()) {
            return true;
        }
        double most = metric.limit(limits).doubleValue() * order.equity();
        return outlook.knowsTail(order) && Surely.lossBelow(outlook.tail(metric, order), most);
    }

    @Override
    public Finding judge(Candidate order) {
        double most =
                Decimals.statistic(order.ofEquity(metric.limit(order.limits().tail())));
        double before = outlook.tail(metric, order, BigDecimal.ZERO);
        double with = outlook.tail(metric, order, order.added());
        boolean passes = with <= most;
        BigDecimal largest = passes
                ? order.quantity()
                : LargestSize.below(
                        order.quantity(),
                        order.instrument().lotSize(),
                        size -> outlook.tail(metric, order, order.addedBy(size)) <= most);
        Amounts amounts = new Amounts(order.portfolio().currency(), money(most), money(before), money(with));
        return new Finding(metric.check(), metric.code(), passes, amounts, largest, "", true);
    }

    /** For people; what is not known shows as 0, the verdict does not rest on it. */
    static BigDecimal money(double value) {
        double scaled = value * ONE;
        return Math.abs(scaled) < MOST_EXACT
                ? BigDecimal.valueOf(Math.round(scaled), PLACES)
                : Double.isFinite(value) ? Decimals.fromStatistic(value, PLACES) : BigDecimal.ZERO;
    }
}
