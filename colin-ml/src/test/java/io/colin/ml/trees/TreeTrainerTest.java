package io.colin.ml.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.Samples;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.TreeSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On rows of 5 columns of which column 0 says the class. */
class TreeTrainerTest {
    private static final int COLUMNS = 5;
    private static final LabelledWindows FIT = Samples.signal(1, 600, 1, COLUMNS);
    private static final LabelledWindows VALIDATION = Samples.signal(2, 200, 1, COLUMNS);
    private static final LabelledWindows FRESH = Samples.signal(3, 400, 1, COLUMNS);

    @Test
    void learnsAKnownSignal() {
        try (TrainedNetwork trees = train(42).network()) {
            assertThat(Samples.accuracy(trees, FRESH)).isGreaterThan(0.9);
        }
    }

    @Test
    void stopsEarlyAndKeepsTheRoundsUpToTheBest() {
        LabelledWindows noise = Samples.chance(7, 300, 1, COLUMNS, 0.4);
        LabelledWindows judge = Samples.chance(8, 200, 1, COLUMNS, 0.4);
        TrainingTask task = new TrainingTask(TreeSettings.standard(), noise, judge, ClassWeights.EQUAL, 1);
        List<TrainingEpoch> rounds = new ArrayList<>();
        TrainingProgress recording = new TrainingProgress() {
            @Override
            public void onEpoch(TrainingEpoch epoch) {
                rounds.add(epoch);
            }
        };
        TrainingResult result = TreeTrainer.train(task, TreeSettings.standard(), Samples.meter(task, recording));
        try (TrainedNetwork trees = result.network()) {
            assertThat(result.epochs()).isLessThan(100).isEqualTo(result.bestEpoch() + 10);
            assertThat(rounds).hasSize(result.epochs());
            assertThat(rounds.get(result.bestEpoch() - 1).best()).isTrue();
            assertThat(Samples.loss(trees, judge)).isEqualTo(result.validationLoss(), within(1e-6));
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        assertThat(content(42)).isEqualTo(content(42));
        assertThat(content(43)).isNotEqualTo(content(42));
    }

    @Test
    void restoredTreesAnswerAsTheTrainedOnesDidAndAreTheSameBytes() {
        try (TrainedNetwork trained = train(42).network();
                TrainedNetwork restored = TreeNetwork.restore(COLUMNS, trained.content())) {
            float[] rows = Samples.rows(FRESH);
            assertThat(restored.probabilities(rows, 400)).isEqualTo(trained.probabilities(rows, 400));
            assertThat(restored.content()).isEqualTo(trained.content());
        }
    }

    @Test
    void contributionsAddUpToTheScoresAndNameTheColumnThatMatters() {
        try (TreeNetwork trees =
                (TreeNetwork) weighted(new ClassWeights(2, 0.5, 1)).network()) {
            float[] rows = Samples.rows(FRESH);
            double[] p = trees.probabilities(rows, 400);
            double[] parts = trees.contributions(rows, 400);
            double[] size = new double[COLUMNS];
            for (int i = 0; i < 400; i++) {
                double[] scores = new double[3];
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    for (int c = 0; c <= COLUMNS; c++) {
                        double part = parts[(i * 3 + k) * (COLUMNS + 1) + c];
                        scores[k] += part;
                        if (c < COLUMNS) {
                            size[c] += Math.abs(part);
                        }
                    }
                    sum += Math.exp(scores[k]);
                }
                for (int k = 0; k < 3; k++) {
                    assertThat(Math.exp(scores[k]) / sum).isEqualTo(p[3 * i + k], within(1e-6));
                }
            }
            assertThat(size[0])
                    .isGreaterThan(5 * Arrays.stream(size, 1, COLUMNS).max().orElseThrow());
        }
    }

    @Test
    void classWeightsAreDividedOutOfTheAnswers() {
        LabelledWindows skewed = Samples.chance(5, 1_000, 1, COLUMNS, 0.8);
        ClassWeights heavy = new ClassWeights(4, 0.5, 4);
        TreeSettings settings = new TreeSettings(5, 2, 0.1, 0.8, 50, 5);
        TrainingTask task = new TrainingTask(
                settings, Samples.weighted(skewed, heavy), Samples.chance(6, 300, 1, COLUMNS, 0.8), heavy, 1);
        try (TrainedNetwork trees = TreeTrainer.train(task, settings, Samples.meter(task, TrainingProgress.SILENT))
                .network()) {
            double[] p = trees.probabilities(Samples.rows(skewed), 1_000);
            double neutral = 0;
            for (int i = 0; i < 1_000; i++) {
                neutral += p[3 * i + 1] / 1_000;
            }
            assertThat(neutral).isEqualTo(0.8, within(0.05));
        }
    }

    @Test
    void refusesContentThatIsNoTreesOrOfOtherColumnsAndWorkAfterItsEnd() {
        assertRefused(COLUMNS, "nonsense".getBytes(StandardCharsets.UTF_8));
        assertRefused(COLUMNS, "colin-trees 1\n1 1\ntree\n".getBytes(StandardCharsets.UTF_8));
        TrainedNetwork trees = train(42).network();
        byte[] content = trees.content();
        assertRefused(COLUMNS + 1, content);
        assertRefused(COLUMNS, Arrays.copyOf(content, content.length / 2));
        trees.close();
        trees.close();
        assertThatIllegalStateException().isThrownBy(() -> trees.probabilities(new float[COLUMNS], 1));
    }

    private static void assertRefused(int columns, byte[] content) {
        assertThatThrownBy(() -> TreeNetwork.restore(columns, content).close()).isInstanceOf(ColinException.class);
    }

    private static TrainingResult train(long seed) {
        TrainingTask task = new TrainingTask(TreeSettings.standard(), FIT, VALIDATION, ClassWeights.EQUAL, seed);
        return TreeTrainer.train(task, TreeSettings.standard(), Samples.meter(task, TrainingProgress.SILENT));
    }

    private static TrainingResult weighted(ClassWeights weights) {
        TrainingTask task =
                new TrainingTask(TreeSettings.standard(), Samples.weighted(FIT, weights), VALIDATION, weights, 42);
        return TreeTrainer.train(task, TreeSettings.standard(), Samples.meter(task, TrainingProgress.SILENT));
    }

    private static byte[] content(long seed) {
        try (TrainedNetwork trees = train(seed).network()) {
            return trees.content();
        }
    }
}
