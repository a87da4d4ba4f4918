package io.colin.risk.sizing;

import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.PositionSizerContract;
import java.util.Optional;

class FractionalKellyContractTest extends PositionSizerContract {
    @Override
    protected PositionSizer sizer() {
        return FractionalKelly.builder()
                .odds(r -> Optional.of(new WinOdds.Odds(r.signal().confidence(), 20, 19)))
                .build();
    }
}
