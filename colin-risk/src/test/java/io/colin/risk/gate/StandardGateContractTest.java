package io.colin.risk.gate;

import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskGateContract;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import java.math.BigDecimal;

/** The laws of gates, held by the standard one. Orders are worth 30 001 a unit; 2.5 of them take 75 % of the position. */
class StandardGateContractTest extends RiskGateContract {
    static RiskLimitsBuilder limits(String maxPosition) {
        return RiskLimits.builder()
                .order(o -> o.maxShare(new BigDecimal("0.5")))
                .position(p -> p.maxValue(new BigDecimal(maxPosition))
                        .maxSymbolShare(BigDecimal.ONE)
                        .maxGrossShare(BigDecimal.ONE)
                        .maxSectorShare(BigDecimal.ONE))
                .rate(r -> r.tradesPerSymbolPerDay(10_000)
                        .tradesPerDay(10_000)
                        .valuePerSymbolPerDay(new BigDecimal("1000000000000")))
                .tail(t -> t.armed(false))
                .stress(s -> s.armed(false));
    }

    @Override
    protected RiskGate gate() {
        return StandardGate.builder().limits(limits("100000").build()).build();
    }

    @Override
    protected BigDecimal fitting() {
        return new BigDecimal("2.5");
    }
}
