package io.colin.api.risk;

import java.math.BigDecimal;

class ValueCapGateTest extends RiskGateContract {
    @Override
    protected RiskGate gate() {
        return new ValueCapGate(new BigDecimal("100000"));
    }

    @Override
    protected BigDecimal fitting() {
        return new BigDecimal("2.5");
    }
}
