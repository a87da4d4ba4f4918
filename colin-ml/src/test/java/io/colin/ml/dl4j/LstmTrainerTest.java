package io.colin.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.FileCheckpoint;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingStep;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.network.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a few hundred windows of 6 steps and 3 columns: column 0's sum says the class, the others are noise. */
class LstmTrainerTest {
    private static final int STEPS = 6;
    private static final int FEATURES = 3;
    private static final LstmSettings SETTINGS = settings(1, 12, 4);
    private static final LabelledWindows FIT = windows(1, 320, 1);
    private static final LabelledWindows VALIDATION = windows(2, 96, 1);

    @TempDir
    private Path root = Path.of("");

    @Test
    void learnsAKnownSignal() {
        try (TrainedNetwork network = train(task(FIT, VALIDATION, 42)).network()) {
            assertThat(accuracy(network, windows(3, 300, 1))).isGreaterThan(0.75);
        }
    }

    @Test
    void shuffledLabelsGiveNoEdge() {
        TrainingResult result = train(task(windows(1, 320, 0), windows(2, 160, 0), 42));
        try (TrainedNetwork network = result.network()) {
            assertThat(accuracy(network, windows(3, 600, 0))).isEqualTo(1.0 / 3, within(0.08));
            assertThat(result.validationLoss()).isGreaterThan(1.05);
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsBitForBitAndAnotherSeedOthers() {
        float[] first = weights(quick(42));
        float[] again = weights(quick(42));
        float[] other = weights(quick(43));
        assertThat(bits(again)).isEqualTo(bits(first));
        assertThat(bits(other)).isNotEqualTo(bits(first));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aKilledTrainingGoesOnFromItsCheckpointToTheSameWeights(int killedAfter) {
        LstmSettings settings =
                new LstmSettings(STEPS, 12, 2, 8, 0.2, new LstmSettings.Training(64, 5, 1e-2, 1e-5, 1, 1, 5));
        TrainingTask task = new TrainingTask(settings, FIT, VALIDATION, ClassWeights.EQUAL, 9);
        float[] whole = weights(task);
        FileCheckpoint checkpoint = FileCheckpoint.in(root.resolve("lstm.checkpoint"));
        TrainingProgress killer = new TrainingProgress() {
            @Override
            public void onStep(TrainingStep step) {
                if (step.epoch() > killedAfter) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> LstmTrainer.train(task, settings, meter(task, killer), checkpoint));
        List<Integer> epochs = new ArrayList<>();
        TrainingProgress recording = new TrainingProgress() {
            @Override
            public void onEpoch(TrainingEpoch epoch) {
                epochs.add(epoch.epoch());
            }
        };
        TrainingResult resumed = LstmTrainer.train(task, settings, meter(task, recording), checkpoint);
        try (LstmNetwork network = (LstmNetwork) resumed.network()) {
            assertThat(bits(network.weights())).isEqualTo(bits(whole));
            assertThat(epochs.getFirst()).isEqualTo(killedAfter + 1);
        }
    }

    @Test
    void severalLayersTrainAndRepeatToo() {
        TrainingTask task = new TrainingTask(settings(2, 2, 2), FIT, VALIDATION, ClassWeights.EQUAL, 7);
        assertThat(bits(weights(task))).isEqualTo(bits(weights(task)));
    }

    @Test
    void keepsTheWeightsOfTheBestEpochNotOfTheLast() {
        List<TrainingEpoch> epochs = new ArrayList<>();
        TrainingTask task = task(windows(1, 200, 0), windows(2, 100, 0), 5);
        TrainingProgress recording = new TrainingProgress() {
            @Override
            public void onEpoch(TrainingEpoch epoch) {
                epochs.add(epoch);
            }
        };
        TrainingResult result = LstmTrainer.train(task, settings(task), meter(task, recording), CheckpointStore.NONE);
        try (TrainedNetwork network = result.network()) {
            double best = epochs.stream()
                    .mapToDouble(TrainingEpoch::validationLoss)
                    .min()
                    .orElseThrow();
            assertThat(result.validationLoss()).isEqualTo(best, within(1e-6));
            assertThat(result.bestEpoch()).isLessThan(result.epochs());
            assertThat(loss(network, windows(2, 100, 0))).isEqualTo(best, within(1e-6));
        }
    }

    @Test
    void reportsEveryBatchWithItsRateAndTheTimeLeft() {
        List<TrainingStep> steps = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        TrainingTask task = quick(1);
        TrainingProgress recording = new TrainingProgress() {
            @Override
            public void onStep(TrainingStep step) {
                steps.add(step);
                clock.addAndGet(1_000_000_000L);
            }
        };
        LstmTrainer.train(
                        task,
                        settings(task),
                        ProgressMeter.start(recording, clock::get, FIT.count(), task.settings()),
                        CheckpointStore.NONE)
                .network()
                .close();
        int batches = FIT.count() / 32;
        assertThat(steps).hasSize(2 * batches);
        TrainingStep second = steps.get(1);
        assertThat(second.windowsPerSecond()).isEqualTo(64);
        assertThat(second.secondsLeft()).isEqualTo((2 * 320 - 64) / 64.0);
        assertThat(steps.getLast().share()).isEqualTo(1);
        assertThat(steps.getLast().epoch()).isEqualTo(2);
    }

    @Test
    void aLossThatIsNoNumberFailsTheRun() {
        float[] weights = new float[FIT.count()];
        Arrays.fill(weights, Float.NaN);
        LabelledWindows broken = LabelledWindows.of(FIT.windows(), classes(FIT), weights);
        assertThatThrownBy(() -> train(task(broken, VALIDATION, 1)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("no number");
    }

    @Test
    void classWeightsAreDividedOutOfTheAnswers() {
        // Nothing to learn, 80 % NEUTRAL: an honest answer is the class share, whatever the weights were.
        LabelledWindows fit = skewed(1, 600);
        ClassWeights heavy = new ClassWeights(4, 0.5, 4);
        float[] weights = new float[fit.count()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) heavy.of(fit.classOf(i));
        }
        TrainingTask task = new TrainingTask(
                settings(1, 12, 6), LabelledWindows.of(fit.windows(), classes(fit), weights), skewed(2, 300), heavy, 1);
        try (TrainedNetwork network = train(task).network()) {
            double[] p = answers(network, skewed(3, 300).windows());
            double neutral = 0;
            for (int i = 0; i < 300; i++) {
                neutral += p[3 * i + 1] / 300;
            }
            assertThat(neutral).isEqualTo(0.8, within(0.1));
        }
    }

    @Test
    void restoredWeightsAnswerAsTheTrainedNetworkDid() {
        LabelledWindows some = windows(3, 100, 1);
        try (LstmNetwork trained = (LstmNetwork) train(quick(42)).network();
                LstmNetwork restored = LstmNetwork.restore(SETTINGS, FEATURES, trained.weights())) {
            assertThat(answers(restored, some.windows())).isEqualTo(answers(trained, some.windows()));
        }
    }

    @Test
    void oneWindowGetsTheAnswerItGetsAmongOthers() {
        LabelledWindows some = windows(3, 50, 1);
        try (TrainedNetwork network = train(quick(42)).network()) {
            double[] together = answers(network, some.windows());
            float[] window = new float[STEPS * FEATURES];
            some.windows().copy(17, window, 0);
            double[] alone = network.probabilities(window, 1);
            for (int k = 0; k < 3; k++) {
                assertThat(alone[k]).isEqualTo(together[3 * 17 + k], within(1e-6));
            }
        }
    }

    @Test
    void refusesWeightsOfAnotherNetworkAndWorkAfterItsEnd() {
        assertThatThrownBy(() -> LstmNetwork.restore(SETTINGS, FEATURES, new float[10]))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("not 10");
        TrainedNetwork network = train(quick(42)).network();
        network.close();
        network.close();
        assertThatIllegalStateException().isThrownBy(() -> network.probabilities(new float[STEPS * FEATURES], 1));
    }

    private static LstmSettings settings(int layers, int epochs, int patience) {
        return new LstmSettings(
                STEPS, 12, layers, 8, 0.1, new LstmSettings.Training(32, epochs, 1e-2, 1e-5, 1, 2, patience));
    }

    /** For what does not depend on how well it learns. */
    private static TrainingTask quick(long seed) {
        return new TrainingTask(settings(1, 2, 2), FIT, VALIDATION, ClassWeights.EQUAL, seed);
    }

    private static TrainingTask task(LabelledWindows fit, LabelledWindows validation, long seed) {
        return new TrainingTask(SETTINGS, fit, validation, ClassWeights.EQUAL, seed);
    }

    private static TrainingResult train(TrainingTask task) {
        return LstmTrainer.train(task, settings(task), meter(task, TrainingProgress.SILENT), CheckpointStore.NONE);
    }

    private static LstmSettings settings(TrainingTask task) {
        return (LstmSettings) task.settings();
    }

    private static ProgressMeter meter(TrainingTask task, TrainingProgress progress) {
        return ProgressMeter.start(progress, () -> 0, task.fit().count(), task.settings());
    }

    private static float[] weights(TrainingTask task) {
        try (LstmNetwork network = (LstmNetwork) train(task).network()) {
            return network.weights();
        }
    }

    private static int[] bits(float[] weights) {
        int[] bits = new int[weights.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(weights[i]);
        }
        return bits;
    }

    private static double accuracy(WindowClassifier network, LabelledWindows data) {
        double[] p = answers(network, data.windows());
        int right = 0;
        for (int i = 0; i < data.count(); i++) {
            int top = 0;
            for (int k = 1; k < 3; k++) {
                top = p[3 * i + k] > p[3 * i + top] ? k : top;
            }
            right += top == data.classOf(i) ? 1 : 0;
        }
        return (double) right / data.count();
    }

    private static double loss(WindowClassifier network, LabelledWindows data) {
        double[] p = answers(network, data.windows());
        double loss = 0;
        for (int i = 0; i < data.count(); i++) {
            loss -= Math.log(p[3 * i + data.classOf(i)]);
        }
        return loss / data.count();
    }

    private static double[] answers(WindowClassifier network, Windows windows) {
        int size = STEPS * FEATURES;
        float[] rows = new float[windows.count() * size];
        for (int i = 0; i < windows.count(); i++) {
            windows.copy(i, rows, i * size);
        }
        return network.probabilities(rows, windows.count());
    }

    private static int[] classes(LabelledWindows data) {
        int[] classes = new int[data.count()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = data.classOf(i);
        }
        return classes;
    }

    /** With signal 1 the sum of column 0 decides the class, with 0 chance alone does. */
    private static LabelledWindows windows(long seed, int count, int signal) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][STEPS * FEATURES];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian();
                sum += j % FEATURES == 0 ? rows[i][j] : 0;
            }
            int chance = random.nextInt(3);
            classes[i] = signal == 0 ? chance : sum > 1 ? 0 : sum < -1 ? 2 : 1;
        }
        return labelled(rows, classes);
    }

    private static LabelledWindows skewed(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][STEPS * FEATURES];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian();
            }
            int draw = random.nextInt(10);
            classes[i] = draw == 0 ? 0 : draw == 1 ? 2 : 1;
        }
        return labelled(rows, classes);
    }

    private static LabelledWindows labelled(float[][] rows, int[] classes) {
        float[] weights = new float[classes.length];
        Arrays.fill(weights, 1);
        return LabelledWindows.of(new Fixed(rows), classes, weights);
    }

    private static final class Fixed implements Windows {
        private final float[][] rows;

        private Fixed(float[][] rows) {
            this.rows = rows;
        }

        @Override
        public int count() {
            return rows.length;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int features() {
            return FEATURES;
        }

        @Override
        public void copy(int index, float[] target, int offset) {
            System.arraycopy(rows[index], 0, target, offset, rows[index].length);
        }
    }
}
