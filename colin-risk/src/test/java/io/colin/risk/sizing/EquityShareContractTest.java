package io.colin.risk.sizing;

import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.PositionSizerContract;

class EquityShareContractTest extends PositionSizerContract {
    @Override
    protected PositionSizer sizer() {
        return EquityShare.builder().build();
    }
}
