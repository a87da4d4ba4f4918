package io.colin.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.FileCheckpoint;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.Samples;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingStep;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.TransformerSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On windows of 2 frames × 3 tokens × 3 columns: the sum of column 0 over all tokens says the class. */
class TransformerTrainerTest {
    private static final int FEATURES = 3;
    private static final TransformerSettings SETTINGS = settings(12, 0.1, 5e-3);
    private static final LabelledWindows FIT = Samples.signal(1, 256, 6, FEATURES);
    private static final LabelledWindows VALIDATION = Samples.signal(2, 96, 6, FEATURES);
    private static final LabelledWindows FRESH = Samples.signal(3, 200, 6, FEATURES);

    /** Trained once; no test changes it. */
    private static final TransformerNetwork TRAINED =
            (TransformerNetwork) train(SETTINGS, 42, CheckpointStore.NONE).network();

    @TempDir
    private Path root = Path.of("");

    @Test
    void learnsAKnownSignalAndKeepsTheBestWeights() {
        assertThat(Samples.accuracy(TRAINED, FRESH)).isGreaterThan(0.75);
    }

    @Test
    void aKilledTrainingGoesOnToTheBytesOfOneThatWasNotAndAnotherSeedGivesOthers() {
        TransformerSettings quick = settings(3, 0.3, 1e-3);
        FileCheckpoint checkpoint = FileCheckpoint.in(root.resolve("transformer.checkpoint"));
        TrainingTask task = task(quick, 9);
        TrainingProgress killer = new TrainingProgress() {
            @Override
            public void onStep(TrainingStep step) {
                if (step.epoch() > 1 && step.batch() > 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> TransformerTrainer.train(task, quick, Samples.meter(task, killer), checkpoint));
        byte[] whole = content(quick, 9);
        try (TrainedNetwork resumed = train(quick, 9, checkpoint).network()) {
            assertThat(resumed.content()).isEqualTo(whole);
        }
        assertThat(content(settings(2, 0.3, 1e-3), 10)).isNotEqualTo(whole);
    }

    @Test
    void restoredWeightsAnswerAsTheTrainedNetworkDid() {
        try (TransformerNetwork restored = TransformerNetwork.restore(SETTINGS, 2 * FEATURES, TRAINED.weights())) {
            float[] rows = Samples.rows(FRESH);
            assertThat(restored.probabilities(rows, 200)).isEqualTo(TRAINED.probabilities(rows, 200));
        }
    }

    @Test
    void oneWindowGetsTheAnswerItGetsAmongOthers() {
        float[] rows = Samples.rows(FRESH);
        double[] together = TRAINED.probabilities(rows, 200);
        int size = 6 * FEATURES;
        double[] alone = TRAINED.probabilities(Arrays.copyOfRange(rows, 17 * size, 18 * size), 1);
        for (int k = 0; k < 3; k++) {
            assertThat(alone[k]).isEqualTo(together[3 * 17 + k], within(1e-6));
        }
    }

    @Test
    void orderWithinAFrameAndTheFrameItselfMatter() {
        float[] window = Arrays.copyOf(Samples.rows(FRESH), 6 * FEATURES);
        double[] before = TRAINED.probabilities(window, 1);
        assertThat(difference(before, TRAINED.probabilities(swapped(window, 0, 1), 1)))
                .isGreaterThan(1e-5);
        assertThat(difference(before, TRAINED.probabilities(swapped(window, 0, 3), 1)))
                .isGreaterThan(1e-5);
    }

    @Test
    void anAbsentTokenHasNoInfluenceWhateverElseItHolds() {
        float[] window = Arrays.copyOf(Samples.rows(FRESH), 6 * FEATURES);
        double[] whole = TRAINED.probabilities(window, 1);
        window[2 * FEATURES] = Float.NaN;
        double[] without = TRAINED.probabilities(window, 1);
        window[2 * FEATURES + 1] = 77;
        assertThat(TRAINED.probabilities(window, 1)).isEqualTo(without);
        assertThat(difference(whole, without)).isGreaterThan(1e-5);
        Arrays.fill(window, Float.NaN);
        assertThatIllegalArgumentException().isThrownBy(() -> TRAINED.probabilities(window, 1));
    }

    @Test
    void classWeightsAreDividedOutOfTheAnswers() {
        LabelledWindows skewed = Samples.chance(5, 320, 6, FEATURES, 0.8);
        ClassWeights heavy = new ClassWeights(4, 0.5, 4);
        TransformerSettings quick = settings(3, 0, 2e-3);
        TrainingTask task = new TrainingTask(
                quick, Samples.weighted(skewed, heavy), Samples.chance(6, 200, 6, FEATURES, 0.8), heavy, 1);
        try (TrainedNetwork network = TransformerTrainer.train(
                        task, quick, Samples.meter(task, TrainingProgress.SILENT), CheckpointStore.NONE)
                .network()) {
            double[] p = network.probabilities(Samples.rows(skewed), 320);
            double neutral = 0;
            for (int i = 0; i < 320; i++) {
                neutral += p[3 * i + 1] / 320;
            }
            assertThat(neutral).isEqualTo(0.8, within(0.1));
        }
    }

    @Test
    void aLossThatIsNoNumberFailsTheRun() {
        ClassWeights ones = ClassWeights.EQUAL;
        float[] weights = new float[FIT.count()];
        Arrays.fill(weights, Float.NaN);
        int[] classes = new int[FIT.count()];
        TrainingTask task =
                new TrainingTask(SETTINGS, LabelledWindows.of(FIT.windows(), classes, weights), VALIDATION, ones, 1);
        assertThatThrownBy(() -> TransformerTrainer.train(
                        task, SETTINGS, Samples.meter(task, TrainingProgress.SILENT), CheckpointStore.NONE))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("no number");
    }

    @Test
    void refusesWeightsOfAnotherNetworkAndWorkAfterItsEnd() {
        assertThatThrownBy(() -> TransformerNetwork.restore(SETTINGS, 2 * FEATURES, new float[10]))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("not 10");
        TransformerNetwork network = TransformerNetwork.restore(SETTINGS, 2 * FEATURES, TRAINED.weights());
        network.close();
        network.close();
        assertThatIllegalStateException().isThrownBy(() -> network.probabilities(new float[6 * FEATURES], 1));
    }

    @Test
    void thePresetsHaveTheDocumentedSize() {
        // Embedding, frames, layers × (two norms, four projections, feed-forward), norm, dense, logits.
        int compact = (20 * 64 + 64)
                + 4 * 64
                + 2 * (4 * 64 + 4 * (64 * 64 + 64) + 2 * 64 * 256 + 256 + 64)
                + 128
                + (64 * 64 + 64)
                + (64 * 3 + 3);
        assertThat(TransformerNetwork.weightCount(TransformerSettings.compact(), 20))
                .isEqualTo(compact);
        assertThat(TransformerSettings.compact().steps()).isEqualTo(128);
        assertThat(TransformerSettings.full().steps()).isEqualTo(256);
    }

    private static float[] swapped(float[] window, int one, int other) {
        float[] changed = window.clone();
        System.arraycopy(window, one * FEATURES, changed, other * FEATURES, FEATURES);
        System.arraycopy(window, other * FEATURES, changed, one * FEATURES, FEATURES);
        return changed;
    }

    private static double difference(double[] some, double[] others) {
        double largest = 0;
        for (int i = 0; i < some.length; i++) {
            largest = Math.max(largest, Math.abs(some[i] - others[i]));
        }
        return largest;
    }

    private static TransformerSettings settings(int epochs, double dropout, double rate) {
        return new TransformerSettings(
                List.of(1, 5),
                3,
                16,
                2,
                1,
                16,
                8,
                dropout,
                new TransformerSettings.Training(32, epochs, rate, rate / 100, 1, 1e-4, 1, epochs));
    }

    private static TrainingTask task(TransformerSettings settings, long seed) {
        return new TrainingTask(settings, FIT, VALIDATION, ClassWeights.EQUAL, seed);
    }

    private static TrainingResult train(TransformerSettings settings, long seed, CheckpointStore checkpoints) {
        TrainingTask task = task(settings, seed);
        return TransformerTrainer.train(task, settings, Samples.meter(task, TrainingProgress.SILENT), checkpoints);
    }

    private static byte[] content(TransformerSettings settings, long seed) {
        try (TrainedNetwork network =
                train(settings, seed, CheckpointStore.NONE).network()) {
            return network.content();
        }
    }
}
