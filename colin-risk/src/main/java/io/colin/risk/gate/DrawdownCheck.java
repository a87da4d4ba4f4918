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
        // At full size equity is on no rung, so that time alone changes nothing either.
        return current.get().sizePercent() == 100;
    }

    @Override
    public Finding judge(Candidate order) {
        DrawdownLadder ladder = current.get();
        boolean passes = !ladder.level().isLatched();
        BigDecimal lost = ladder.drawdown();
        Amounts amounts = new Amounts("ratio", order.limits().drawdown().hard(), lost, lost);
        BigDecimal largest = passes ? order.quantity() : BigDecimal.ZERO;
        String detail = passes ? "" : "level " + ladder.level() + " until a reset, base=PEAK";
        return new Finding(NAME, DenialCode.DRAWDOWN_LIMIT, passes, amounts, largest, detail, true);
    }
}
