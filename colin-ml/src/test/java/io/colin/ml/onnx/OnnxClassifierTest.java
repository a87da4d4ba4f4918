package io.colin.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.signal.Direction;
import io.colin.ml.onnx.OnnxGraph.Axis;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On graphs of two steps and two columns that weigh the mean of the second column by −1, 0 and 1. */
class OnnxClassifierTest {
    private static final Axis BATCH = Axis.named("batch");
    private static final float[] WEIGHTS = {0, 0, 0, -1, 0, 1};
    private static final float[] TWO_WINDOWS = {9, 1, 9, 3, 9, 0, 9, 0};
    private static final double NORM = Math.exp(-2) + 1 + Math.exp(2);

    @Test
    void givesTheProbabilitiesOfTheGraph() {
        try (OnnxClassifier network = of(probabilities(BATCH)).build()) {
            assertThat(network.probabilities(TWO_WINDOWS, 2))
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
                    .containsExactly(Math.exp(-2) / NORM, 1 / NORM, Math.exp(2) / NORM, 1 / 3.0, 1 / 3.0, 1 / 3.0);
            assertThat(network.recurrent()).isFalse();
            assertThat(network.stateSize()).isZero();
        }
    }

    @Test
    void turnsLogitsIntoProbabilitiesInTheOrderOfTheClasses() {
        try (OnnxClassifier network = of(logits(BATCH).output("logits", BATCH, Axis.of(3)))
                .logits()
                .classes(List.of(Direction.SHORT, Direction.NEUTRAL, Direction.LONG))
                .build()) {
            double[] p = network.probabilities(TWO_WINDOWS, 2);
            assertThat(p[0]).as("LONG").isCloseTo(Math.exp(2) / NORM, within(1e-6));
            assertThat(p[1]).as("NEUTRAL").isCloseTo(1 / NORM, within(1e-6));
            assertThat(p[2]).as("SHORT").isCloseTo(Math.exp(-2) / NORM, within(1e-6));
        }
    }

    @Test
    void runsWindowAfterWindowWhereTheGraphTakesOneOnly() {
        try (OnnxClassifier one = of(probabilities(Axis.of(1))).build();
                OnnxClassifier any = of(probabilities(BATCH)).build()) {
            assertThat(one.probabilities(TWO_WINDOWS, 2)).isEqualTo(any.probabilities(TWO_WINDOWS, 2));
        }
    }

    @Test
    void takesMoreWindowsThanABatchHolds() {
        int count = 1_100;
        float[] windows = new float[4 * count];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = (i / 4) % 7;
        }
        try (OnnxClassifier network = of(probabilities(BATCH)).build()) {
            double[] all = network.probabilities(windows, count);
            assertThat(all).hasSize(3 * count);
            double[] last = network.probabilities(Arrays.copyOfRange(windows, 4 * 1_099, 4 * 1_100), 1);
            assertThat(Arrays.copyOfRange(all, 3 * 1_099, 3 * 1_100)).isEqualTo(last);
        }
    }

    @Test
    void refusesAGraphOfAnotherShape() {
        refused(
                OnnxClassifier.builder().graph(bytes(probabilities(BATCH))).shape(2, 3),
                "input window must have shape [any × 2 × 3], found [any × 2 × 2]");
        refused(
                OnnxClassifier.builder().graph(bytes(probabilities(BATCH))).shape(3, 2),
                "input window must have shape [any × 3 × 2], found [any × 2 × 2]");
        refused(of(probabilities(Axis.of(7))), "a batch of 1 or of any size, found a batch of 7");
    }

    @Test
    void refusesAnInputOfAnotherRank() {
        OnnxGraph.Builder flat = OnnxGraph.builder("flat")
                .input("window", BATCH, Axis.of(4))
                .floats("w", new float[12], 4, 3)
                .node(OnnxNode.of("MatMul").in("window", "w").out("y"))
                .output("y", BATCH, Axis.of(3));
        refused(of(flat), "input window must have shape [any × 2 × 2], found [any × 4]");
    }

    @Test
    void refusesAnotherNumberOfClasses() {
        OnnxGraph.Builder two = means(BATCH, new float[] {0, 0, -1, 1})
                .node(OnnxNode.of("Softmax").in("logits").out("p").with("axis", -1))
                .output("p", BATCH, Axis.of(2));
        refused(of(two), "output p must have shape [any × 3], found [any × 2]");
    }

    @Test
    void refusesAnOutputWhoseSizeOnlyARunShows() {
        OnnxGraph.Builder two = means(BATCH, new float[] {0, 0, -1, 1})
                .node(OnnxNode.of("Softmax").in("logits").out("p").with("axis", -1))
                .output("p", BATCH, Axis.named("classes"));
        assertThatExceptionOfType(ColinException.class)
                .isThrownBy(() -> of(two).build())
                .withMessageContaining("must have")
                .withMessageContaining("found");
    }

    @Test
    void refusesSeveralInputsAndSeveralOutputs() {
        OnnxGraph.Builder inputs = probabilities(BATCH).input("other", BATCH);
        refused(of(inputs), "the graph must have one input, found 2: [window, other]");
        OnnxGraph.Builder outputs = logits(BATCH)
                .node(OnnxNode.of("Neg").in("logits").out("negated"))
                .output("logits", BATCH, Axis.of(3))
                .output("negated", BATCH, Axis.of(3));
        refused(of(outputs), "the graph must have one output, found 2: [logits, negated]");
    }

    @Test
    void refusesLogitsThatAreTakenForProbabilities() {
        refused(
                of(logits(BATCH).output("logits", BATCH, Axis.of(3))),
                "output logits must have probabilities that sum to 1, found [0.0, 0.0, 0.0]");
    }

    @Test
    void refusesAnAnswerThatIsNoNumber() {
        OnnxGraph.Builder logs =
                logits(BATCH).node(OnnxNode.of("Log").in("logits").out("log")).output("log", BATCH, Axis.of(3));
        refused(of(logs).logits(), "output log must have finite numbers, found -Infinity");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 100})
    void refusesAFileCutShort(int length) {
        byte[] whole = bytes(probabilities(BATCH));
        assertThatExceptionOfType(ColinException.class)
                .isThrownBy(() -> OnnxClassifier.builder()
                        .name("model.onnx")
                        .graph(Arrays.copyOf(whole, length))
                        .shape(2, 2)
                        .build())
                .withMessageContaining("model.onnx is no graph that ONNX Runtime can run")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MODEL_FAILED));
    }

    @Test
    void refusesAnOperatorThatDoesNotExist() {
        OnnxGraph.Builder unknown =
                logits(BATCH).node(OnnxNode.of("Foresee").in("logits").out("p")).output("p", BATCH, Axis.of(3));
        assertThatExceptionOfType(ColinException.class)
                .isThrownBy(() -> of(unknown).build())
                .withMessageContaining("Foresee");
    }

    @Test
    void refusesToBeAskedWrongly() {
        try (OnnxClassifier network = of(probabilities(BATCH)).build()) {
            assertThatIllegalArgumentException().isThrownBy(() -> network.probabilities(TWO_WINDOWS, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> network.probabilities(TWO_WINDOWS, 0));
            assertThatIllegalStateException()
                    .isThrownBy(() -> network.state(TWO_WINDOWS, 1))
                    .withMessageContaining("not recurrent");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxClassifier.builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        OnnxClassifier.builder().classes(List.of(Direction.LONG, Direction.LONG, Direction.SHORT)));
    }

    @Test
    void canBeClosedTwiceAndIsSilentThen() {
        OnnxClassifier network = of(probabilities(BATCH)).build();
        network.close();
        network.close();
        assertThatIllegalStateException().isThrownBy(() -> network.probabilities(TWO_WINDOWS, 2));
    }

    private static void refused(OnnxClassifier.Builder builder, String message) {
        assertThatExceptionOfType(ColinException.class)
                .isThrownBy(builder::build)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MODEL_FAILED));
    }

    private static OnnxClassifier.Builder of(OnnxGraph.Builder graph) {
        return OnnxClassifier.builder().graph(bytes(graph)).shape(2, 2);
    }

    private static byte[] bytes(OnnxGraph.Builder graph) {
        return graph.build().toBytes();
    }

    private static OnnxGraph.Builder probabilities(Axis batch) {
        return logits(batch)
                .node(OnnxNode.of("Softmax").in("logits").out("p").with("axis", -1))
                .output("p", batch, Axis.of(3));
    }

    private static OnnxGraph.Builder logits(Axis batch) {
        return means(batch, WEIGHTS);
    }

    private static OnnxGraph.Builder means(Axis batch, float[] weights) {
        return OnnxGraph.builder("means")
                .input("window", batch, Axis.of(2), Axis.of(2))
                .floats("weights", weights, 2, weights.length / 2)
                .node(OnnxNode.of("ReduceMean")
                        .in("window")
                        .out("mean")
                        .withAll("axes", 1)
                        .with("keepdims", 0))
                .node(OnnxNode.of("MatMul").in("mean", "weights").out("logits"));
    }
}
