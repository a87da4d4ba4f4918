package io.colin.risk.sizing;

import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.PositionSizerContract;
import java.util.OptionalDouble;

class VolatilityTargetContractTest extends PositionSizerContract {
    @Override
    protected PositionSizer sizer() {
        return VolatilityTarget.builder().volatility(s -> OptionalDouble.of(12)).build();
    }
}
