package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.drawdown.DailyLoss;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.function.Supplier;

/** Row 15: no new risk once the day's loss has reached its limit, until a reset. */
record DailyLossCheck(Supplier<DailyLoss> current) implements Check {
    static final String NAME = "daily-loss";

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
        return !current.get().isTripped();
    }

    @Override
    public Finding judge(Candidate order) {
        DailyLoss daily = current.get();
        boolean passes = !daily.isTripped();
        BigDecimal lost = daily.loss();
        Amounts amounts = new Amounts("ratio", order.limits().loss().maxDaily(), lost, lost);
        BigDecimal largest = passes ? order.quantity() : BigDecimal.ZERO;
        String detail = passes ? "" : "tripped until a reset, base=DAY_START";
        return new Finding(NAME, DenialCode.DAILY_LOSS_LIMIT, passes, amounts, largest, detail, true);
    }
}
