package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 4: orders that went out within a second, of the strategy (parents) or of all (children too). */
record RateCheck(OrderRates rates, boolean ofStrategy) implements Check {
    static final String ALL = "order-rate";
    private static final String OF_STRATEGY = "strategy-order-rate";

    @Override
    public boolean concerns(Candidate order) {
        return !ofStrategy || !order.order().isChild();
    }

    @Override
    public Finding judge(Candidate order) {
        String name = ofStrategy ? OF_STRATEGY : ALL;
        String strategy = order.order().intent().strategy();
        int limit = ofStrategy
                ? order.limits().rate().ordersPerSecondPerStrategy()
                : order.limits().rate().ordersPerSecond();
        int sent = ofStrategy ? rates.of(strategy, order.nowNs()) : rates.all(order.nowNs());
        Amounts amounts = new Amounts(
                "orders/s", BigDecimal.valueOf(limit), BigDecimal.valueOf(sent), BigDecimal.valueOf(sent + 1L));
        Finding finding = sent < limit
                ? Finding.passed(name, DenialCode.RATE_LIMIT_EXCEEDED, order.quantity())
                : Finding.failed(name, DenialCode.RATE_LIMIT_EXCEEDED, "wait a second");
        return finding.withAmounts(amounts);
    }
}
