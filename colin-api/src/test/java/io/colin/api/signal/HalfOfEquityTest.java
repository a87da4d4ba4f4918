package io.colin.api.signal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class HalfOfEquityTest extends PositionSizerContract {
    @Override
    protected PositionSizer sizer() {
        return new HalfOfEquity();
    }

    @Test
    void theContractCatchesASizerThatSellsSpotShort() {
        PositionSizerContract contract = contract(request -> request.instrument()
                .lotSize()
                .multiply(BigDecimal.valueOf(request.signal().direction().sign())));

        assertThatThrownBy(() -> contract.isNeverShortOfSpot(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theContractCatchesASizerThatIgnoresRisk() {
        PositionSizerContract contract =
                contract(request -> request.instrument().lotSize());

        assertThatThrownBy(() -> contract.asksForNothingWhereRiskLeavesNothing(1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.neverGoesAgainstTheSignal(1)).isInstanceOf(AssertionError.class);
    }

    private static PositionSizerContract contract(PositionSizer sizer) {
        return new PositionSizerContract() {
            @Override
            protected PositionSizer sizer() {
                return sizer;
            }
        };
    }
}
