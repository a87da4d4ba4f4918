package io.colin.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.ml.RandomNetwork;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.onnx.ExportParity;
import io.colin.ml.onnx.OnnxClassifier;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LstmExportTest {
    private static final LstmSettings.Training TRAINING =
            LstmSettings.demonstration().training();
    private static final int WINDOWS = 50;

    /** The demonstration's shape, the default's, and one in which no two lengths are equal. */
    @ParameterizedTest(name = "{0} × {1} over {2} steps of {3} columns")
    @CsvSource({"1, 32, 30, 24", "2, 128, 60, 95", "3, 5, 4, 2"})
    void answersAsDeeplearning4jDoes(int layers, int units, int steps, int features) {
        LstmSettings settings = new LstmSettings(steps, units, layers, 16, 0.2, TRAINING);
        try (LstmNetwork network = RandomNetwork.of(settings, features, 7);
                OnnxClassifier exported = exported(network, steps, features)) {
            assertThat(ExportParity.check(network, exported, steps, features, 11))
                    .isLessThanOrEqualTo(1e-5);
            double[] answers = exported.probabilities(windows(WINDOWS, steps * features), WINDOWS);
            assertThat(Arrays.stream(answers).max().orElseThrow()
                            - Arrays.stream(answers).min().orElseThrow())
                    .as("answers that differ from window to window")
                    .isGreaterThan(0.2);
        }
    }

    @ParameterizedTest(name = "{0} × {1} over {2} steps of {3} columns")
    @CsvSource({"1, 32, 30, 24", "2, 128, 60, 95", "3, 5, 4, 2"})
    void goesOnFromAStateAsIfItHadSeenTheWholeWindow(int layers, int units, int steps, int features) {
        LstmSettings settings = new LstmSettings(steps, units, layers, 16, 0.2, TRAINING);
        float[] windows = windows(WINDOWS, steps * features);
        try (LstmNetwork network = RandomNetwork.of(settings, features, 3);
                OnnxClassifier exported = exported(network, steps, features)) {
            assertThat(exported.stateSize()).isEqualTo(2 * layers * units);
            double[] whole = exported.probabilities(windows, WINDOWS);
            double[] continued = continued(exported, windows, steps, features);
            for (int i = 0; i < whole.length; i++) {
                assertThat(continued[i]).isCloseTo(whole[i], within(1e-5));
            }
        }
    }

    @Test
    void theSameWeightsGiveTheSameBytesAndOthersOthers() {
        LstmSettings settings = new LstmSettings(4, 5, 2, 3, 0.2, TRAINING);
        try (LstmNetwork one = RandomNetwork.of(settings, 2, 1);
                LstmNetwork same = RandomNetwork.of(settings, 2, 1);
                LstmNetwork other = RandomNetwork.of(settings, 2, 2)) {
            assertThat(same.toOnnx()).isEqualTo(one.toOnnx()).isNotEqualTo(other.toOnnx());
        }
    }

    @Test
    void aNetworkThatAnswersDifferentlyIsRejected() {
        LstmSettings settings = new LstmSettings(4, 5, 2, 3, 0.2, TRAINING);
        try (LstmNetwork one = RandomNetwork.of(settings, 2, 1);
                LstmNetwork other = RandomNetwork.of(settings, 2, 2);
                OnnxClassifier exported = exported(other, 4, 2)) {
            assertThatExceptionOfType(ColinException.class)
                    .isThrownBy(() -> ExportParity.check(one, exported, 4, 2, 11))
                    .withMessageContaining("within 1.0E-5 on 1000 windows, found 0.");
        }
    }

    private static double[] continued(OnnxClassifier network, float[] windows, int steps, int features) {
        float[] states = new float[WINDOWS * network.stateSize()];
        float[] lastRows = new float[WINDOWS * features];
        int size = steps * features;
        for (int i = 0; i < WINDOWS; i++) {
            float[] rows = Arrays.copyOfRange(windows, i * size, (i + 1) * size - features);
            System.arraycopy(network.state(rows, steps - 1), 0, states, i * network.stateSize(), network.stateSize());
            System.arraycopy(windows, (i + 1) * size - features, lastRows, i * features, features);
        }
        double[] together = network.continued(states, lastRows, WINDOWS);
        assertThat(network.continued(states, lastRows, WINDOWS))
                .as("asking again")
                .isEqualTo(together);
        assertThat(together).hasSize(WINDOWS * WindowClassifier.CLASSES);
        return together;
    }

    private static OnnxClassifier exported(LstmNetwork network, int steps, int features) {
        return OnnxClassifier.builder()
                .graph(network.toOnnx())
                .shape(steps, features)
                .build();
    }

    private static float[] windows(int count, int size) {
        SplittableRandom random = new SplittableRandom(5);
        float[] windows = new float[count * size];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = (float) random.nextGaussian();
        }
        return windows;
    }
}
