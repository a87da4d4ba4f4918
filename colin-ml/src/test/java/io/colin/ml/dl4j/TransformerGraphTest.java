package io.colin.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.ml.network.TransformerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The library's gradients against finite differences, in double, on a small network with everything in it. */
class TransformerGraphTest {
    private static final TransformerSettings SMALL = new TransformerSettings(
            List.of(1, 5), 3, 8, 2, 2, 6, 5, 0.5, new TransformerSettings.Training(4, 3, 1e-3, 1e-5, 1, 1e-4, 1, 3));

    private static final int FEATURES = 4;
    private static final int COUNT = 3;
    private static final double STEP = 1e-5;

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare();
    }

    @Test
    void gradientsOfEveryWeightAgreeWithFiniteDifferences() {
        TransformerGraph graph = TransformerGraph.of(SMALL, FEATURES, DataType.DOUBLE);
        SplittableRandom random = new SplittableRandom(5);
        for (TransformerGraph.Parameter parameter : graph.parameters()) {
            INDArray array = graph.weights(parameter);
            for (int i = 0; i < parameter.size(); i++) {
                array.data().put(i, (parameter.gain() ? 1 : 0) + 0.4 * random.nextGaussian());
            }
        }
        Map<String, INDArray> given = given(graph, random);
        float[] found = new float
                [graph.parameters().stream()
                        .mapToInt(TransformerGraph.Parameter::size)
                        .sum()];
        graph.gradient(given, found);
        int at = 0;
        double largest = 0;
        for (TransformerGraph.Parameter parameter : graph.parameters()) {
            INDArray array = graph.weights(parameter);
            for (int i = 0; i < parameter.size(); i += 1 + parameter.size() / 6) {
                double kept = array.data().getDouble(i);
                array.data().put(i, kept + STEP);
                double above = graph.loss(given);
                array.data().put(i, kept - STEP);
                double below = graph.loss(given);
                array.data().put(i, kept);
                double expected = (above - below) / (2 * STEP);
                assertThat((double) found[at + i])
                        .as("%s[%d]", parameter.name(), i)
                        .isEqualTo(expected, within(1e-6 + 1e-4 * Math.abs(expected)));
                largest = Math.max(largest, Math.abs(expected));
            }
            at += parameter.size();
        }
        assertThat(largest).isGreaterThan(0.01);
    }

    /** The first window lacks its first two tokens; a third of what may be dropped is. */
    private static Map<String, INDArray> given(TransformerGraph graph, SplittableRandom random) {
        int tokens = SMALL.steps();
        Map<String, INDArray> given = new HashMap<>();
        given.put(TransformerGraph.WINDOWS, gaussians(random, COUNT, tokens, FEATURES));
        INDArray mask = Nd4j.ones(DataType.DOUBLE, COUNT, tokens);
        mask.putScalar(0, 0, 0);
        mask.putScalar(0, 1, 0);
        given.put(TransformerGraph.MASK, mask);
        INDArray classes = Nd4j.zeros(DataType.DOUBLE, COUNT, 3);
        for (int i = 0; i < COUNT; i++) {
            classes.putScalar(i, i % 3, 1);
        }
        given.put(TransformerGraph.CLASSES, classes);
        given.put(TransformerGraph.WEIGHTS, Nd4j.create(new double[] {1, 2, 0.5}, new long[] {COUNT}, 'c'));
        for (int i = 0; i < graph.dropouts(); i++) {
            int rows = i == graph.dropouts() - 1 ? COUNT : COUNT * tokens;
            INDArray keep = Nd4j.ones(DataType.DOUBLE, rows, SMALL.width());
            for (int j = 0; j < rows; j++) {
                keep.putScalar(j, random.nextInt(SMALL.width()), 0);
            }
            given.put(TransformerGraph.KEEP + i, keep);
        }
        return given;
    }

    private static INDArray gaussians(SplittableRandom random, long... shape) {
        INDArray array = Nd4j.zeros(DataType.DOUBLE, shape);
        for (int i = 0; i < array.length(); i++) {
            array.data().put(i, random.nextGaussian());
        }
        return array;
    }
}
