package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.ml.BarTraining;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import io.colin.server.config.ConfigLoader;
import io.colin.server.fixture.SmallModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSetupTest {
    private final List<String> lines = new ArrayList<>();
    private final Profile profile =
            new Profile(ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), Map.of())));

    private final EngineParts parts = new EngineParts(List.of(SmallModel.BTC), profile, 42);

    @TempDir
    private Path root = Path.of("");

    @Test
    void loadsWhatIsKept() {
        keep();
        assertThat(prepare().note()).isEqualTo("loaded");
    }

    /** Here the data are too few to train on, so that nothing comes of it: what counts is that the run goes on. */
    @Test
    void aDamagedModelIsTrainedAnewAndStopsNoRun() throws IOException {
        Path weights = keep().resolve(ModelFile.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[7] ^= 1;
        Files.write(weights, bytes);
        assertThat(prepare().note()).startsWith("none: training needs at least 1000 labelled decisions");
        assertThat(lines).anyMatch(line -> line.contains("is trained anew") && line.contains("is damaged"));
    }

    private ModelSetup.Prepared prepare() {
        return new ModelSetup(root, new Lines(), text -> {}, () -> 0)
                .prepare(SmallModel.bars(), SmallModel.BTC, parts, false);
    }

    /** A model of the very data and settings the run asks for. */
    private Path keep() {
        ModelFile small = SmallModel.file();
        ModelCard card = small.card();
        String hash = BarTraining.builder()
                .source(SmallModel.bars())
                .instrument(SmallModel.BTC)
                .preset(profile.preset())
                .costs(parts.costs(SmallModel.BTC))
                .seed(profile.config().integer("ai.training.seed"))
                .build()
                .settingsHash();
        ModelCard wanted = new ModelCard(
                card.format(),
                card.kind(),
                card.settings(),
                hash,
                card.schemaHash(),
                card.dataFingerprint(),
                card.dataFromNs(),
                card.dataToNs(),
                card.scaler(),
                card.calibration(),
                card.training(),
                card.evaluation(),
                card.origin());
        return ModelDirectory.in(root.resolve("models")).save(ModelFile.of(wanted, small.weights()));
    }

    private final class Lines implements Console {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void progress(String text) {}
    }
}
