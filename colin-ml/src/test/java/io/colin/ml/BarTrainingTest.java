package io.colin.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.network.FileCheckpoint;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarTrainingTest {
    @Test
    void theDemonstrationLearnsTrendsBetterThanGuessing() {
        TrainedModel model = BarTraining.builder()
                .source(SyntheticMarket.source(SyntheticMarket.trends(8, 3_400)))
                .instrument(Instrument.spot("BTC/USD").build())
                .preset(Preset.demonstration())
                .costs(new TradingCosts(1, HalfSpread.fixed(1), 0))
                .build()
                .train();

        Evaluation evaluation = model.evaluation();
        assertThat(evaluation.decisions()).isGreaterThan(1_000);
        assertThat(evaluation.classification().accuracy()).isGreaterThan(0.6);
        assertThat(evaluation.classification().logLoss())
                .isLessThan(evaluation.classification().priorLogLoss());
        assertThat(evaluation.directional().hitRate().orElseThrow()).isGreaterThan(0.7);
        assertThat(evaluation.baselines())
                .extracting("name")
                .containsExactly("majority", "persistence", "always_abstain", "logistic");
        ModelCard card = model.file().card();
        assertThat(card.training().fitDecisions()).isGreaterThanOrEqualTo(1_000);
        assertThat(card.dataToNs()).isEqualTo(SyntheticMarket.START_NS + 2_040 * SyntheticMarket.MINUTE_NS);
    }

    @Test
    void theSameTrainingGivesTheSameFileByteForByte() {
        TrainedModel again = Trained.small().build().train();
        assertThat(again.file().id()).isEqualTo(Trained.model().file().id());
        assertThat(again.file().card()).isEqualTo(Trained.model().file().card());
    }

    @Test
    void aTrainingThatWasCutOffGoesOnToTheSameFile(@TempDir Path root) {
        List<Integer> epochs = new ArrayList<>();
        BarTraining.Builder cut = Trained.small().checkpoints(FileCheckpoint.under(root));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> cut.progress(noting(epochs, 3), () -> 0).build().train());
        ModelFile file = cut.progress(noting(epochs, Integer.MAX_VALUE), () -> 0)
                .build()
                .train()
                .file();
        // The third was cut off before it was kept.
        assertThat(epochs).startsWith(1, 2, 3, 3).doesNotContainSequence(3, 1);
        assertThat(file.id()).isEqualTo(Trained.model().file().id());
    }

    private static TrainingProgress noting(List<Integer> epochs, int last) {
        return new TrainingProgress() {
            @Override
            public void onEpoch(TrainingEpoch epoch) {
                epochs.add(epoch.epoch());
                if (epoch.epoch() == last) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    @Test
    void nothingLearntComesFromTheTestBlock() {
        List<Bar> rewritten = new ArrayList<>(Trained.BARS.subList(0, 960));
        rewritten.addAll(SyntheticMarket.randomWalk(9, 1_600).subList(960, 1_600));
        ModelCard card = Trained.small()
                .source(SyntheticMarket.source(rewritten))
                .build()
                .train()
                .file()
                .card();
        ModelCard original = Trained.model().file().card();
        assertThat(card.scaler()).isEqualTo(original.scaler());
        assertThat(card.calibration()).isEqualTo(original.calibration());
        assertThat(card.training().bestEpoch()).isEqualTo(original.training().bestEpoch());
        assertThat(card.training().validationLoss())
                .isEqualTo(original.training().validationLoss());
        assertThat(card.evaluation()).isNotEqualTo(original.evaluation());
    }

    @Test
    void chanceGivesNoEdge() {
        Evaluation evaluation = Trained.small()
                .source(SyntheticMarket.source(SyntheticMarket.randomWalk(10, 2_500)))
                .costs(new TradingCosts(3, HalfSpread.fixed(2), 0))
                .build()
                .train()
                .evaluation();
        assertThat(evaluation.beatsEveryBaseline()).isFalse();
        assertThat(evaluation.verdict()).startsWith("adds nothing");
    }

    @Test
    void columnsThatTheDataNeverHeldLeaveTheModel() {
        BarTraining plain = Trained.small().build();
        List<ColumnSpec> wanted =
                new ArrayList<>(plain.settings().preset().schema().columns());
        wanted.add(3, BarCatalog.standard().spec("net_flow_15"));
        wanted.add(BarCatalog.standard().spec("funding_z").withRequired(false));
        Preset preset = plain.settings().preset().toBuilder()
                .schema(new FeatureSchema(wanted))
                .build();
        BarTraining training = Trained.small().preset(preset).build();
        ModelCard card = training.train().file().card();
        ModelCard original = Trained.model().file().card();
        assertThat(card.settings()).isEqualTo(original.settings());
        assertThat(card.schemaHash()).isEqualTo(original.schemaHash());
        assertThat(card.evaluation()).isEqualTo(original.evaluation());
        assertThat(card.settingsHash()).isEqualTo(training.settingsHash()).isNotEqualTo(original.settingsHash());
    }

    @Test
    void refusesTooLittleData() {
        assertThatThrownBy(() -> Trained.small()
                        .source(SyntheticMarket.source(SyntheticMarket.trends(1, 300)))
                        .build()
                        .train())
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("at least 300");
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarTraining.builder().build())
                .withMessageContaining("source")
                .withMessageContaining("instrument");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trained.small()
                        .instrument(Instrument.spot("ETH/USD").build())
                        .build())
                .withMessageContaining("ETH/USD");
    }
}
