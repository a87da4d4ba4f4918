package io.colin.ml.ensemble;

import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalModelContract;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.serving.BarSignalModel;
import java.util.List;
import java.util.Optional;

/** A trained network, one that follows the last bar and one that is silent every third minute. */
class EnsembleSignalModelContractTest extends SignalModelContract {
    @Override
    protected SignalModel model() {
        return EnsembleSignalModel.builder("ensemble-test")
                .member("network", BarSignalModel.of(Trained.model().file()), 0.4)
                .member("follower", ScriptedMember.of("follower", EnsembleSignalModelContractTest::follow), 0.4)
                .member(
                        "moody",
                        ScriptedMember.of(
                                "moody",
                                bar -> bar.timeNs() / SyntheticMarket.MINUTE_NS % 3 == 0
                                        ? Optional.empty()
                                        : Optional.of(new Probabilities(0.2, 0.5, 0.3))),
                        0.2)
                .build();
    }

    @Override
    protected List<? extends MarketEvent> events() {
        return Trained.BARS.subList(0, 130);
    }

    private static Optional<Probabilities> follow(Bar bar) {
        return Optional.of(
                bar.close().compareTo(bar.open()) > 0
                        ? new Probabilities(0.7, 0.2, 0.1)
                        : new Probabilities(0.1, 0.2, 0.7));
    }
}
