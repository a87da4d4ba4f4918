package io.colin.ml;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.preset.Preset;
import java.util.List;

/** Small trained models on synthetic bars, each trained once for all tests of a JVM. */
public final class Trained {
    /** Trends with cheap costs, so that barriers are touched. */
    public static final List<Bar> BARS = SyntheticMarket.trends(3, 1_600);

    private Trained() {}

    /** A training of seconds on {@link #BARS}. */
    public static BarTraining.Builder small() {
        LstmSettings network =
                new LstmSettings(10, 12, 1, 8, 0.1, new LstmSettings.Training(64, 8, 5e-3, 1e-5, 1, 2, 3));
        Preset preset = Preset.demonstration().toBuilder()
                .name("small")
                .network(network)
                .minSamples(300)
                .minScores(40)
                .build();
        return BarTraining.builder()
                .source(SyntheticMarket.source(BARS))
                .instrument(Instrument.spot("BTC/USD").build())
                .preset(preset)
                .costs(new TradingCosts(1, HalfSpread.fixed(1), 0));
    }

    /** The model of {@link #small()}, trained on first use. */
    public static TrainedModel model() {
        return Holder.MODEL;
    }

    private static final class Holder {
        private static final TrainedModel MODEL = small().build().train();
    }
}
