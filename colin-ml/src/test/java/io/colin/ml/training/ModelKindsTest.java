package io.colin.ml.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Bar;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.ml.Trained;
import io.colin.ml.TrainedModel;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.TreeSettings;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarInput;
import io.colin.ml.serving.BarSignalModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of network from bars to signals: trained, kept, loaded, served. */
class ModelKindsTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void aTransformerOverThreeTimeFramesIsTrainedKeptAndServed() {
        FeatureSchema schema = FrameSchema.of(
                BarCatalog.standard().schema(List.of("ret_5", "body", "vol_ratio_20")), List.of(1, 5, 15));
        TransformerSettings settings = new TransformerSettings(
                List.of(1, 5, 15),
                4,
                8,
                2,
                1,
                16,
                8,
                0.1,
                new TransformerSettings.Training(64, 3, 2e-3, 1e-5, 1, 1e-4, 1, 3));
        served(train("small-transformer", schema, settings));
    }

    @Test
    void treesAreTrainedKeptAndServed() {
        served(train("small-trees", BarCatalog.demonstration(), new TreeSettings(20, 3, 0.2, 0.8, 20, 5)));
    }

    @Test
    void thePresetsAreWhatTheReferenceSays() {
        Preset transformer = Preset.transformer(TransformerSettings.compact());
        assertThat(transformer.schema().size()).isEqualTo(80);
        assertThat(transformer.network().layout().width(80)).isEqualTo(20);
        assertThat(transformer.minSamples()).isEqualTo(2_000);
        assertThat(Preset.trees(BarCatalog.demonstration()).network().steps()).isEqualTo(1);
        assertThat(Preset.lstm(BarCatalog.demonstration()).network().steps()).isEqualTo(60);
    }

    private void served(TrainedModel trained) {
        ModelFile loaded = ModelFile.load(ModelDirectory.in(root).save(trained.file()));
        assertThat(loaded.card()).isEqualTo(trained.file().card());
        try (BarSignalModel model = BarSignalModel.of(loaded)) {
            List<BarInput> inputs = new ArrayList<>();
            for (Bar bar : Trained.BARS.subList(0, 500)) {
                Optional<BarInput> input = model.observe(bar);
                input.ifPresent(inputs::add);
            }
            List<SignalOutcome> outcomes = model.evaluate(inputs.subList(480, 500));
            assertThat(outcomes).hasSize(20).hasOnlyElementsOfType(Signal.class);
            assertThat(model.description().kind())
                    .isEqualTo(loaded.card().settings().preset().network().kind());
        }
    }

    private static TrainedModel train(String name, FeatureSchema schema, NetworkSettings settings) {
        Preset preset = Preset.demonstration().toBuilder()
                .name(name)
                .schema(schema)
                .network(settings)
                .minSamples(100)
                .minScores(20)
                .build();
        return Trained.small().preset(preset).build().train();
    }
}
