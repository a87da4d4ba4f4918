package io.colin.ml.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.ml.RandomNetwork;
import io.colin.ml.explain.Explanation.Contribution;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.onnx.OnnxClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IntegratedGradientsTest {
    @Test
    void ofALinearScoreAreTheWeightsTimesTheValuesOnTheWayOfTheProbability() {
        double[] weights = {0.7, -1.1, 0, 0.4};
        FrameLayout layout = FrameLayout.single(2);
        float[] window = {0.5f, 0.2f, 3, 1, 1.5f, -0.4f, 9, 0};
        double[] found = IntegratedGradients.of(new Linear(weights), layout, 4).contributions(window, 0);
        double[] parts = new double[4];
        for (int i = 0; i < window.length; i++) {
            parts[i % 4] += weights[i % 4] * window[i];
        }
        double score = Arrays.stream(parts).sum();
        double moved = sigmoid(score) - 0.5;
        for (int k = 0; k < 4; k++) {
            // The gradient of σ(s) is σ'(s)·w everywhere on the line, so each share is its part of the score.
            assertThat(found[k]).isCloseTo(moved * parts[k] / score, within(1e-5));
        }
        assertThat(found[2]).isZero();
    }

    @Test
    void addUpToWhatTheWindowChangesInARecurrentNetworkThatIsServed() {
        LstmSettings settings =
                new LstmSettings(6, 8, 2, 6, 0.1, new LstmSettings.Training(16, 2, 1e-3, 1e-5, 1, 2, 3));
        try (var trained = RandomNetwork.of(settings, 5, 11);
                WindowClassifier served = OnnxClassifier.builder()
                        .graph(trained.toOnnx())
                        .shape(6, 5)
                        .build()) {
            SplittableRandom random = new SplittableRandom(4);
            IntegratedGradients gradients = IntegratedGradients.of(served, FrameLayout.single(6), 5);
            for (int sample = 0; sample < 5; sample++) {
                float[] window = new float[30];
                for (int i = 0; i < window.length; i++) {
                    window[i] = i % 5 == 3 ? 0 : (float) random.nextGaussian();
                }
                for (int k = 0; k < WindowClassifier.CLASSES; k++) {
                    double[] found = gradients.contributions(window, k);
                    double moved = served.probabilities(window, 1)[k] - served.probabilities(new float[30], 1)[k];
                    assertThat(Arrays.stream(found).sum()).isCloseTo(moved, within(6e-3));
                    assertThat(found[3]).as("at its centre throughout").isZero();
                }
            }
        }
    }

    @Test
    void knowsColumnsOfSeveralTimeFramesApart() {
        FrameLayout layout = new FrameLayout(List.of(1, 5), 2);
        // Two frames of one column each, two rows a frame: the first frame's rows come first.
        double[] found = IntegratedGradients.of(new Framed(), layout, 2).contributions(new float[] {1, 1, 1, 1}, 0);
        assertThat(found[0]).isPositive();
        assertThat(found[1]).isNegative();
    }

    @Test
    void refusesWhatDoesNotFit() {
        IntegratedGradients gradients = IntegratedGradients.of(new Linear(new double[4]), FrameLayout.single(2), 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gradients.contributions(new float[7], 0))
                .withMessageContaining("window: must hold 8 values (7)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gradients.contributions(new float[8], 3))
                .withMessageContaining("outputClass");
    }

    @Test
    void anExplanationListsTheLargestFirst() {
        Explanation explanation = new Explanation(
                Direction.LONG,
                "probability",
                0.3,
                0.5,
                List.of(new Contribution("a", 0.05), new Contribution("b", -0.1), new Contribution("c", 0.25)));
        assertThat(explanation.top(2)).extracting(Contribution::column).containsExactly("c", "b");
        assertThat(explanation.top(9)).hasSize(3);
    }

    private static double sigmoid(double s) {
        return 1 / (1 + Math.exp(-s));
    }

    /** p(LONG) = σ(Σ w·x over all rows). */
    private static final class Linear implements WindowClassifier {
        private final double[] weights;

        private Linear(double... weights) {
            this.weights = weights;
        }

        @Override
        public double[] probabilities(float[] windows, int count) {
            double[] all = new double[3 * count];
            int size = windows.length / count;
            for (int i = 0; i < count; i++) {
                double score = 0;
                for (int j = 0; j < size; j++) {
                    score += weights[j % weights.length] * windows[i * size + j];
                }
                all[3 * i] = sigmoid(score);
                all[3 * i + 2] = 1 - all[3 * i];
            }
            return all;
        }

        @Override
        public void close() {}
    }

    /** Up with the first frame, down with the second. */
    private static final class Framed implements WindowClassifier {
        @Override
        public double[] probabilities(float[] windows, int count) {
            double[] all = new double[3 * count];
            for (int i = 0; i < count; i++) {
                double score = windows[4 * i] + windows[4 * i + 1] - 0.5 * (windows[4 * i + 2] + windows[4 * i + 3]);
                all[3 * i] = sigmoid(score);
                all[3 * i + 2] = 1 - all[3 * i];
            }
            return all;
        }

        @Override
        public void close() {}
    }
}
