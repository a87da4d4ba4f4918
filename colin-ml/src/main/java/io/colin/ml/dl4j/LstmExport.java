package io.colin.ml.dl4j;

import io.colin.ml.network.WindowClassifier;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.onnx.OnnxGraph;
import io.colin.ml.onnx.OnnxGraph.Axis;
import io.colin.ml.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a network of {@link LstmConfiguration} as a recurrent ONNX graph. The state holds h and c of every recurrent layer,
 * lowest first.
 */
final class LstmExport {
    private static final int GATES = 4;

    /** Which of Deeplearning4j's blocks (candidate, forget, output, input) stands where in ONNX (input, output, forget, candidate). */
    private static final int[] BLOCKS = {3, 2, 1, 0};

    private final MultiLayerNetwork network;
    private final int recurrent;
    private final int features;
    private final int units;
    private final OnnxGraph.Builder graph = OnnxGraph.builder("lstm");

    private LstmExport(MultiLayerNetwork network, int recurrent, int features, int units) {
        this.network = network;
        this.recurrent = recurrent;
        this.features = features;
        this.units = units;
    }

    /** The graph of a network with so many recurrent layers of so many units over so many columns. */
    static OnnxGraph of(MultiLayerNetwork network, int recurrent, int features, int units) {
        return new LstmExport(network, recurrent, features, units).write();
    }

    private OnnxGraph write() {
        Axis batch = Axis.named("batch");
        Axis state = Axis.of(2L * recurrent);
        graph.input(OnnxClassifier.WINDOW, batch, Axis.named("rows"), Axis.of(features));
        graph.input(OnnxClassifier.STATE, state, batch, Axis.of(units));
        String last = recurrentLayers();
        String normal = normalised(last);
        String hidden = dense(normal, recurrent + 1, "dense");
        graph.node(OnnxNode.of("Relu").in(hidden).out("dense_relu"));
        String logits = dense("dense_relu", recurrent + 2, "classes");
        graph.node(OnnxNode.of("Softmax")
                .in(logits)
                .out(OnnxClassifier.PROBABILITIES)
                .with("axis", 1));
        return graph.output(OnnxClassifier.PROBABILITIES, batch, Axis.of(WindowClassifier.CLASSES))
                .output(OnnxClassifier.NEXT_STATE, state, batch, Axis.of(units))
                .build();
    }

    /** ONNX runs its LSTM over [rows, batch, columns]; gives the last row's output as [batch, units]. */
    private String recurrentLayers() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < recurrent; i++) {
            before.addAll(List.of("h" + i, "c" + i));
            after.addAll(List.of("h" + i + "_next", "c" + i + "_next"));
        }
        graph.node(OnnxNode.of("Split")
                .in(OnnxClassifier.STATE)
                .out(before.toArray(String[]::new))
                .with("axis", 0));
        graph.node(OnnxNode.of("Transpose")
                .in(OnnxClassifier.WINDOW)
                .out("rows_first")
                .withAll("perm", 1, 0, 2));
        graph.integers("one_direction", new long[] {1}, 1);
        graph.integers("first_axis", new long[] {0}, 1);
        String rows = "rows_first";
        for (int i = 0; i < recurrent; i++) {
            rows = recurrentLayer(rows, i);
        }
        graph.node(OnnxNode.of("Concat")
                .in(after.toArray(String[]::new))
                .out(OnnxClassifier.NEXT_STATE)
                .with("axis", 0));
        String last = "h" + (recurrent - 1) + "_next";
        graph.node(OnnxNode.of("Squeeze").in(last, "first_axis").out("last_row"));
        return "last_row";
    }

    /** Gives the name of the rows for the layer above; the highest layer needs none. */
    private String recurrentLayer(String rows, int index) {
        Layer layer = network.getLayer(index);
        int columns = index == 0 ? features : units;
        String name = "lstm" + index;
        graph.floats(
                        name + "_w",
                        gates(layer, LSTMParamInitializer.INPUT_WEIGHT_KEY, columns),
                        1,
                        (long) GATES * units,
                        columns)
                .floats(
                        name + "_r",
                        gates(layer, LSTMParamInitializer.RECURRENT_WEIGHT_KEY, units),
                        1,
                        (long) GATES * units,
                        units)
                .floats(name + "_b", bias(layer), 1, 2L * GATES * units);
        boolean highest = index == recurrent - 1;
        graph.node(OnnxNode.of("LSTM")
                .in(rows, name + "_w", name + "_r", name + "_b", "", "h" + index, "c" + index)
                .out(highest ? "" : name + "_y", "h" + index + "_next", "c" + index + "_next")
                .with("hidden_size", units));
        if (!highest) {
            graph.node(OnnxNode.of("Squeeze").in(name + "_y", "one_direction").out(name + "_rows"));
        }
        return name + "_rows";
    }

    /** Deeplearning4j: [columns, 4 · units]; ONNX: [4 · units, columns]. */
    private float[] gates(Layer layer, String key, int columns) {
        float[][] given = layer.getParam(key).toFloatMatrix();
        float[] turned = new float[GATES * units * columns];
        for (int block = 0; block < GATES; block++) {
            for (int unit = 0; unit < units; unit++) {
                int row = block * units + unit;
                for (int column = 0; column < columns; column++) {
                    turned[row * columns + column] = given[column][BLOCKS[block] * units + unit];
                }
            }
        }
        return turned;
    }

    /** ONNX adds two biases; the second stays 0. */
    private float[] bias(Layer layer) {
        float[] given = values(layer, LSTMParamInitializer.BIAS_KEY);
        float[] turned = new float[2 * GATES * units];
        for (int block = 0; block < GATES; block++) {
            System.arraycopy(given, BLOCKS[block] * units, turned, block * units, units);
        }
        return turned;
    }

    private String normalised(String input) {
        Layer layer = network.getLayer(recurrent);
        double eps = ((BatchNormalization) layer.conf().getLayer()).getEps();
        graph.floats("norm_gamma", values(layer, BatchNormalizationParamInitializer.GAMMA), units)
                .floats("norm_beta", values(layer, BatchNormalizationParamInitializer.BETA), units)
                .floats("norm_mean", values(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN), units)
                .floats("norm_var", variance(layer), units)
                .node(OnnxNode.of("BatchNormalization")
                        .in(input, "norm_gamma", "norm_beta", "norm_mean", "norm_var")
                        .out("norm")
                        .withReal("epsilon", (float) eps));
        return "norm";
    }

    /** Deeplearning4j keeps log10 of the running standard deviation unless told otherwise. */
    private static float[] variance(Layer layer) {
        if (!((BatchNormalization) layer.conf().getLayer()).isUseLogStd()) {
            return values(layer, BatchNormalizationParamInitializer.GLOBAL_VAR);
        }
        float[] variance = values(layer, BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
        for (int i = 0; i < variance.length; i++) {
            variance[i] = (float) Math.pow(10, 2.0 * variance[i]);
        }
        return variance;
    }

    private String dense(String input, int index, String name) {
        Layer layer = network.getLayer(index);
        INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        float[][] rows = weights.toFloatMatrix();
        int outputs = rows[0].length;
        float[] flat = new float[rows.length * outputs];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * outputs, outputs);
        }
        graph.floats(name + "_w", flat, rows.length, outputs)
                .floats(name + "_b", values(layer, DefaultParamInitializer.BIAS_KEY), outputs)
                .node(OnnxNode.of("Gemm").in(input, name + "_w", name + "_b").out(name + "_sum"));
        return name + "_sum";
    }

    private static float[] values(Layer layer, String key) {
        return layer.getParam(key).toFloatVector();
    }
}
