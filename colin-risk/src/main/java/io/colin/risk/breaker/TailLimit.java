package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * A limit of value at risk.
 *
 * @param confidence in [0.5, 1]
 * @param horizonDays above 0
 * @param valueAtRisk share of equity, above 0
 */
public record TailLimit(double confidence, int horizonDays, BigDecimal valueAtRisk) {
    /** Checks. */
    public TailLimit {
        Require.within("breakers.limits.confidence", confidence, 0.5, 1);
        Require.positive("breakers.limits.horizon_days", horizonDays);
        valueAtRisk = Thresholds.ratio("breakers.limits.value_at_risk", valueAtRisk);
    }
}
