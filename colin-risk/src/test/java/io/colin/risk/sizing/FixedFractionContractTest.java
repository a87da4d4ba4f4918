package io.colin.risk.sizing;

import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.PositionSizerContract;

class FixedFractionContractTest extends PositionSizerContract {
    @Override
    protected PositionSizer sizer() {
        return FixedFraction.builder().build();
    }
}
