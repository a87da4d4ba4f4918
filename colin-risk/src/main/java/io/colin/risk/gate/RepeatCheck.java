package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Repeated automated execution (RC-06): a strategy that fills and enters again too often within the window is stopped. */
record RepeatCheck(RepeatedExecutions executions) implements Check {
    static final String NAME = "repeated-execution";

    @Override
    public boolean concerns(Candidate order) {
        return order.order().isNew();
    }

    @Override
    public boolean clears(Glance order) {
        int cycles =
                executions.withNext(order.intent().strategy(), order.intent().symbol(), order.nowNs());
        int most = order.limits().exact.repeat().maxCycles();
        return cycles <= most;
    }

    @Override
    public Finding judge(Candidate order) {
        int limit = order.limits().repeat().maxCycles();
        int cycles = executions.withNext(order.order().strategy(), order.order().symbol(), order.nowNs());
        Amounts amounts = new Amounts(
                "cycles",
                BigDecimal.valueOf(limit),
                BigDecimal.valueOf(Math.max(0, cycles - 1)),
                BigDecimal.valueOf(cycles));
        boolean passes = cycles <= limit;
        return new Finding(
                NAME,
                DenialCode.LOCKED,
                passes,
                amounts,
                passes ? order.quantity() : BigDecimal.ZERO,
                passes ? "" : "filled and entered " + order.order().symbol() + " again too often",
                true);
    }
}
