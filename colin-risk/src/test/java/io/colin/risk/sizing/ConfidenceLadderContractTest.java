package io.colin.risk.sizing;

import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.PositionSizerContract;

class ConfidenceLadderContractTest extends PositionSizerContract {
    @Override
    protected PositionSizer sizer() {
        return ConfidenceLadder.builder().build();
    }
}
