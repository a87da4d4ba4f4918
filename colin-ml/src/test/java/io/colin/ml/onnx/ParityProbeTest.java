package io.colin.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.ml.Trained;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParityProbeTest {
    private static final int STEPS = 10;

    private final ModelFile model = Trained.model().file();
    private final int columns = model.card().settings().preset().schema().size();

    @Test
    void aModelFileHoldsWhatItsNetworkAnsweredInTraining() {
        byte[] bytes = model.requirePart(ModelFile.PROBE);
        ParityProbe probe = ParityProbe.parse(bytes, STEPS, columns);
        assertThat(probe.bytes()).isEqualTo(bytes);
        try (OnnxClassifier served = OnnxClassifier.builder()
                .graph(model.requirePart(ModelFile.ONNX))
                .shape(STEPS, columns)
                .build()) {
            assertThat(probe.check(served)).isLessThanOrEqualTo(ExportParity.TOLERANCE);
        }
    }

    @Test
    void aModelThatAnswersOtherwiseIsRefusedBeforeItGoesToWork() {
        ModelFile other = model.with(
                ModelFile.PROBE,
                ParityProbe.of(answering(1.0 / 3, 1.0 / 3, 1.0 / 3), STEPS, columns, 42)
                        .bytes());
        assertThatThrownBy(() -> BarSignalModel.of(other))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("does not answer as when it was trained");
        assertThatThrownBy(() -> BarSignalModel.builder(other).reference().build())
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("does not answer as when it was trained");
        BarSignalModel.of(model).close();
    }

    @Test
    void aTinyDifferenceAndAnAnswerThatIsNoNumberAreRefused() {
        ParityProbe probe = ParityProbe.of(answering(0.2, 0.3, 0.5), STEPS, columns, 42);
        assertThat(probe.check(answering(0.2, 0.300009, 0.499991))).isLessThan(1e-5);
        assertThatThrownBy(() -> probe.check(answering(0.2, 0.300011, 0.499989)))
                .hasMessageContaining("within 1.0E-5");
        assertThatThrownBy(() -> probe.check(answering(0.2, Double.NaN, 0.5)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("found NaN");
    }

    @Test
    void aProbeCutShortIsRefused() {
        byte[] bytes = model.requirePart(ModelFile.PROBE);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> BarSignalModel.of(model.with(ModelFile.PROBE, cut)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("the parity probe must have");
    }

    private static WindowClassifier answering(double... probabilities) {
        return new WindowClassifier() {
            @Override
            public double[] probabilities(float[] windows, int count) {
                double[] all = new double[count * CLASSES];
                for (int i = 0; i < all.length; i++) {
                    all[i] = probabilities[i % CLASSES];
                }
                return all;
            }

            @Override
            public void close() {}
        };
    }
}
