package io.colin.risk.reduction;

import io.colin.api.Decimals;
import io.colin.api.order.OrderIntent;
import io.colin.risk.drawdown.DrawdownLevel;
import java.math.BigDecimal;
import java.util.List;

/**
 * What is to be closed.
 *
 * @param level the rung it answers
 * @param exposure gross exposure now, in the account currency
 * @param target gross exposure aimed at
 * @param orders reduce-only orders, largest component risk first; empty when nothing is to be closed
 * @param problems what could not be planned and why, for a person
 */
public record ReductionPlan(
        DrawdownLevel level, BigDecimal exposure, BigDecimal target, List<OrderIntent> orders, List<String> problems) {
    /** Normalises and copies. */
    public ReductionPlan {
        exposure = Decimals.normal(exposure);
        target = Decimals.normal(target);
        orders = List.copyOf(orders);
        problems = List.copyOf(problems);
    }
}
