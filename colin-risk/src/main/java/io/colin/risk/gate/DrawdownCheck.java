package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.drawdown.DrawdownLadder;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.function.Supplier;

/** Row 15: no new risk at or past the hard rung, nor while it is latched. */
record DrawdownCheck(Supplier<DrawdownLadder> current) implements Check {
    static final String NAME = "drawdown";

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
        DrawdownLadder its = current.get();
        double peak = order.peak(its.peak());
        double bound = Math.min(order.limits().maxDrawdown, order.limits().firstRung) * peak;
        // On no rung and at full size, so that time alone changes nothing either.
        return its.sizePercent() == 100 && Surely.below(peak - order.equity(), peak + Math.abs(order.equity()), bound);
    }

    @Override
    public Finding judge(Candidate order) {
        DrawdownLadder ladder = current.get();
        boolean passes = !ladder.level().isLatched();
        BigDecimal lost = ladder.drawdown();
        Amounts amounts = new Amounts("ratio", order.limits().drawdown().hard(), lost, lost);
        BigDecimal largest = passes ? order.quantity() : BigDecimal.ZERO;
        String detail = passes ? "" : "level " + ladder.level() + " until a reset";
        return new Finding(NAME, DenialCode.DRAWDOWN_LIMIT, passes, amounts, largest, detail, true);
    }
}
