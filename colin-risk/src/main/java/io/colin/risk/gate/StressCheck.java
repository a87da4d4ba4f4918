package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.risk.StressLimits;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 16: the worst limited scenario with the order against its share of equity; the others warn. */
record StressCheck(RiskOutlook outlook) implements Check {
    static final String NAME = "stress";

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
        return order.limits().stress().armed() && outlook.noStress(order).isEmpty();
    }

    @Override
    public boolean clears(Glance order) {
        StressLimits limits = order.limits().exact.stress();
        if (!limits.armed()) {
            return true;
        }
        double most = limits.maxLoss().doubleValue() * order.equity();
        return outlook.knowsStress(order) && Surely.lossBelow(outlook.worstStress(order), most);
    }

    @Override
    public Finding judge(Candidate order) {
        double most = Decimals.statistic(order.ofEquity(order.limits().stress().maxLoss()));
        double before = outlook.worstStress(order, BigDecimal.ZERO);
        double with = outlook.worstStress(order, order.added());
        boolean passes = with <= most;
        BigDecimal largest = passes
                ? order.quantity()
                : LargestSize.below(
                        order.quantity(),
                        order.instrument().lotSize(),
                        size -> outlook.worstStress(order, order.addedBy(size)) <= most);
        Amounts amounts = new Amounts(
                order.portfolio().currency(), TailCheck.money(most), TailCheck.money(before), TailCheck.money(with));
        String detail = passes ? "" : "scenario=" + outlook.worstScenario(order, order.added());
        Finding finding = new Finding(NAME, DenialCode.STRESS_LIMIT, passes, amounts, largest, detail, true);
        String above = passes ? outlook.stressWarning(order, most) : "";
        return above.isEmpty() ? finding : finding.warning("above the limit, which does not bind them: " + above);
    }
}
