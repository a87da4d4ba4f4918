package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.RiskLimits;
import java.util.Optional;

/** Row 5: armed limits of tail risk and stress need figures, and fresh ones. */
record FiguresCheck(RiskOutlook outlook, boolean ofStress) implements Check {
    static final String TAIL = "risk-figures";
    static final String STRESS = "stress-figures";

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean concerns(Candidate order) {
        return ofStress
                ? order.limits().stress().armed()
                : order.limits().tail().armed();
    }

    @Override
    public boolean clears(Glance order) {
        RiskLimits limits = order.limits().exact;
        return ofStress
                ? !limits.stress().armed() || outlook.knowsStress(order)
                : !limits.tail().armed() || outlook.knowsTail(order);
    }

    @Override
    public Finding judge(Candidate order) {
        String name = ofStress ? STRESS : TAIL;
        Optional<String> lacks = ofStress ? outlook.noStress(order) : outlook.noTail(order);
        return lacks.isEmpty()
                ? Finding.passed(name, DenialCode.STALE_RISK_DATA, order.quantity())
                : Finding.failed(name, DenialCode.STALE_RISK_DATA, lacks.get());
    }
}
