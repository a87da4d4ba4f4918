package io.colin.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.ml.network.TransformerSettings;
import io.colin.ml.onnx.ExportParity;
import io.colin.ml.onnx.OnnxClassifier;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What ONNX Runtime answers beside what SameDiff does, with weights of every kind far from their first values. */
class TransformerExportTest {
    private static final TransformerSettings SMALL = new TransformerSettings(
            List.of(1, 5, 15),
            3,
            16,
            4,
            2,
            24,
            10,
            0.2,
            new TransformerSettings.Training(4, 3, 1e-3, 1e-5, 1, 1e-4, 1, 3));

    @Test
    void theGraphAnswersAsTheNetworkDoes() {
        assertParity(SMALL, 5, 1_000, 0.3);
    }

    @Test
    void theDefaultSizeDoesToo() {
        assertParity(TransformerSettings.compact(), 20, 32, 0.2);
    }

    @Test
    void theSameWeightsGiveTheSameBytes() {
        int count = TransformerNetwork.weightCount(SMALL, 5);
        byte[] one = TransformerExport.of(SMALL, 5, weights(count, 0.3)).toBytes();
        assertThat(TransformerExport.of(SMALL, 5, weights(count, 0.3)).toBytes())
                .isEqualTo(one);
        assertThat(TransformerExport.of(SMALL, 5, weights(count, 0.2)).toBytes())
                .isNotEqualTo(one);
    }

    private static void assertParity(TransformerSettings settings, int features, int windows, double size) {
        float[] weights = weights(TransformerNetwork.weightCount(settings, features), size);
        int columns = features * settings.frames().size();
        try (TransformerNetwork network = TransformerNetwork.restore(settings, columns, weights);
                OnnxClassifier served = OnnxClassifier.builder()
                        .graph(network.onnx().orElseThrow())
                        .shape(settings.steps(), features)
                        .build()) {
            SplittableRandom random = new SplittableRandom(3);
            float[] rows = new float[windows * settings.steps() * features];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) random.nextGaussian();
            }
            double[] trained = network.probabilities(rows, windows);
            double[] exported = served.probabilities(rows, windows);
            double largest = 0;
            double spread = 0;
            for (int i = 0; i < trained.length; i++) {
                largest = Math.max(largest, Math.abs(trained[i] - exported[i]));
                spread = Math.max(spread, Math.abs(trained[i] - trained[i % 3]));
            }
            assertThat(largest).isLessThanOrEqualTo(ExportParity.TOLERANCE);
            assertThat(spread).as("the answers depend on the windows").isGreaterThan(0.01);
        }
    }

    private static float[] weights(int count, double size) {
        SplittableRandom random = new SplittableRandom(8);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) (size * random.nextGaussian());
        }
        return weights;
    }
}
