package io.colin.risk.sizing;

import io.colin.api.instrument.SampleInstruments;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.PositionSizerContract;
import io.colin.risk.returns.Covariance;
import java.util.List;
import java.util.Optional;

class RiskParityContractTest extends PositionSizerContract {
    private static final JointRisk.Estimate ESTIMATE = new JointRisk.Estimate(
            List.of(
                    SampleInstruments.btcUsd().symbol(),
                    SampleInstruments.btcPerpetual().symbol()),
            Covariance.of(new double[][] {{0.0016, 0.0010}, {0.0010, 0.0900}}));

    @Override
    protected PositionSizer sizer() {
        return RiskParity.builder().risk(() -> Optional.of(ESTIMATE)).build();
    }
}
