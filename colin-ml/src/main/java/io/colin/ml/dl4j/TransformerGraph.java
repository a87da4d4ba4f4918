package io.colin.ml.dl4j;

import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.WindowClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The transformer in SameDiff's words. Tokens stand one under the other, [windows × tokens, width], wherever each is
 * treated alone, so that those steps are one matrix product; layer normalisation is spelt out in elementary operations,
 * whose gradients are right in this version of the library.
 */
final class TransformerGraph {
    static final String WINDOWS = "windows";
    static final String MASK = "mask";
    static final String CLASSES = "classes";
    static final String WEIGHTS = "weights";
    static final String PROBABILITIES = "probabilities";
    static final String LOSS = "loss";
    static final String KEEP = "keep_";

    private static final String GRADIENT = "grad";

    /** Of layer normalisation. */
    static final double EPSILON = 1e-5;

    private static final double CLOSED = 1e9;
    private static final double WAVELENGTH = 10_000;

    private final TransformerSettings settings;
    private final int features;
    private final DataType type;
    private final SameDiff graph = SameDiff.create();
    private final List<Parameter> parameters;
    private int dropouts;

    private TransformerGraph(TransformerSettings settings, int features, DataType type) {
        this.settings = settings;
        this.features = features;
        this.type = type;
        this.parameters = parameters(settings, features);
        for (Parameter parameter : parameters) {
            try (INDArray zeros = Nd4j.zeros(type, parameter.shape())) {
                graph.var(parameter.name(), zeros.dup('c'));
            }
        }
        build();
    }

    /** Weights of one name; rank 2 means a matrix, which decays. */
    static final class Parameter {
        private final String name;
        private final long[] shape;

        private Parameter(String name, long... shape) {
            this.name = name;
            this.shape = shape;
        }

        String name() {
            return name;
        }

        long[] shape() {
            return shape.clone();
        }

        int size() {
            long size = 1;
            for (long length : shape) {
                size *= length;
            }
            return Math.toIntExact(size);
        }

        boolean matrix() {
            return shape.length == 2;
        }

        boolean gain() {
            return name.endsWith("_gain");
        }
    }

    static TransformerGraph of(TransformerSettings settings, int features, DataType type) {
        return new TransformerGraph(settings, features, type);
    }

    /** The array that holds a parameter's weights, row by row; written through its data. */
    INDArray weights(Parameter parameter) {
        return graph.getVariable(parameter.name()).getArr();
    }

    /** What the network says; a row a window. */
    float[][] probabilities(Map<String, INDArray> given) {
        return GraphMemory.within(
                graph,
                () -> named(graph.output(given, PROBABILITIES), PROBABILITIES).toFloatMatrix());
    }

    /** The loss alone. */
    double loss(Map<String, INDArray> given) {
        return GraphMemory.within(
                graph, () -> named(graph.output(given, LOSS), LOSS).getDouble(0));
    }

    /** The loss, and its gradient by every weight in their flat order. */
    double gradient(Map<String, INDArray> given, float[] target) {
        if (graph.getFunction(GRADIENT) == null) {
            graph.createGradFunction();
        }
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return GraphMemory.within(graph.getFunction(GRADIENT), () -> {
            OutAndGrad result = graph.calculateGradientsAndOutputs(given, List.of(LOSS), names);
            int at = 0;
            for (Parameter parameter : parameters) {
                // The library gives some gradients column by column.
                try (INDArray ordered = named(result.getGradients(), parameter.name())
                        .castTo(DataType.FLOAT)
                        .dup('c')) {
                    System.arraycopy(ordered.data().asFloat(), 0, target, at, parameter.size());
                }
                at += parameter.size();
            }
            return named(result.getOutputs(), LOSS).getDouble(0);
        });
    }

    private static INDArray named(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** Frees weights and constants. */
    void close() {
        for (SDVariable variable : graph.variables()) {
            INDArray array = variable.isConstant() || variable.getVariableType() == VariableType.VARIABLE
                    ? variable.getArr()
                    : null;
            if (array != null && array.closeable() && !array.wasClosed()) {
                array.close();
            }
        }
    }

    /** How many places drop something; place i takes a placeholder of [rows, width] named {@link #KEEP} + i. */
    int dropouts() {
        return dropouts;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** All weights in their flat order. */
    static List<Parameter> parameters(TransformerSettings settings, int features) {
        int d = settings.width();
        List<Parameter> all = new ArrayList<>();
        dense(all, "embed", features, d);
        all.add(new Parameter("frames", settings.frames().size(), d));
        for (int layer = 0; layer < settings.layers(); layer++) {
            String at = "layer" + layer + "_";
            norm(all, at + "norm1", d);
            for (String part : List.of("query", "key", "value", "join")) {
                dense(all, at + part, d, d);
            }
            norm(all, at + "norm2", d);
            dense(all, at + "wide", d, settings.feedForward());
            dense(all, at + "narrow", settings.feedForward(), d);
        }
        norm(all, "norm", d);
        dense(all, "dense", d, settings.denseUnits());
        dense(all, "logits", settings.denseUnits(), WindowClassifier.CLASSES);
        return List.copyOf(all);
    }

    /** sin and cos of the step within its frame, [steps × frames, width]; the oldest step is 0. */
    static float[] positions(TransformerSettings settings) {
        int d = settings.width();
        float[] table = new float[settings.steps() * d];
        for (int token = 0; token < settings.steps(); token++) {
            int step = token % settings.frameSteps();
            for (int i = 0; i < d; i++) {
                double angle = step / Math.pow(WAVELENGTH, (double) (i - i % 2) / d);
                table[token * d + i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return table;
    }

    private void build() {
        int tokens = settings.steps();
        int d = settings.width();
        SDVariable windows = graph.placeHolder(WINDOWS, type, -1, tokens, features);
        SDVariable mask = graph.placeHolder(MASK, type, -1, tokens);
        SDVariable embedded = dense("embed", windows.reshape(-1, features)).reshape(-1, tokens, d);
        SDVariable where = graph.constant("frame_of", frameOf()).mmul(graph.getVariable("frames"));
        SDVariable placed = embedded.add(
                where.add(graph.constant("position", positionTable())).reshape(1, tokens, d));
        SDVariable flow = dropped(placed.reshape(-1, d));
        SDVariable closed = mask.sub(1).mul(CLOSED).reshape(-1, 1, 1, tokens);
        for (int layer = 0; layer < settings.layers(); layer++) {
            String at = "layer" + layer + "_";
            flow = flow.add(dropped(attention(at, norm(at + "norm1", flow), closed)));
            SDVariable wide = graph.nn().relu(dense(at + "wide", norm(at + "norm2", flow)), 0);
            flow = flow.add(dropped(dense(at + "narrow", wide)));
        }
        SDVariable open = mask.reshape(-1, tokens, 1);
        SDVariable sum = norm("norm", flow).reshape(-1, tokens, d).mul(open).sum(false, 1);
        SDVariable pooled = dropped(sum.div(open.sum(false, 1)));
        SDVariable logits = dense("logits", graph.nn().relu(dense("dense", pooled), 0));
        graph.nn().softmax(PROBABILITIES, logits, 1);
        loss(logits);
    }

    private void loss(SDVariable logits) {
        SDVariable classes = graph.placeHolder(CLASSES, type, -1, WindowClassifier.CLASSES);
        SDVariable weights = graph.placeHolder(WEIGHTS, type, -1);
        SDVariable each =
                graph.nn().logSoftmax(logits).mul(classes).sum(false, 1).neg();
        each.mul(weights).mean(LOSS, false);
        graph.setLossVariables(LOSS);
    }

    private SDVariable attention(String at, SDVariable flow, SDVariable closed) {
        int d = settings.width();
        int part = d / settings.heads();
        SDVariable queries = heads(dense(at + "query", flow));
        SDVariable keys = heads(dense(at + "key", flow));
        SDVariable values = heads(dense(at + "value", flow));
        SDVariable scores = graph.mmul(queries, keys, false, true, false).mul(1 / Math.sqrt(part));
        SDVariable shares = graph.nn().softmax(scores.add(closed), 3);
        SDVariable mixed = shares.mmul(values).permute(0, 2, 1, 3).reshape(-1, d);
        return dense(at + "join", mixed);
    }

    /** [windows × tokens, width] to [windows, heads, tokens, width of a head]. */
    private SDVariable heads(SDVariable flow) {
        int part = settings.width() / settings.heads();
        return flow.reshape(-1, settings.steps(), settings.heads(), part).permute(0, 2, 1, 3);
    }

    private SDVariable dense(String name, SDVariable input) {
        return input.mmul(graph.getVariable(name + "_w")).add(graph.getVariable(name + "_b"));
    }

    private SDVariable norm(String name, SDVariable input) {
        SDVariable centred = input.sub(input.mean(true, 1));
        SDVariable deviation =
                graph.math().sqrt(centred.mul(centred).mean(true, 1).add(EPSILON));
        return centred.div(deviation).mul(graph.getVariable(name + "_gain")).add(graph.getVariable(name + "_bias"));
    }

    /** Times 0 or 1/(1 − dropout), given from outside: the library's own dropout does not repeat. */
    private SDVariable dropped(SDVariable input) {
        if (settings.dropout() == 0) {
            return input;
        }
        return input.mul(graph.placeHolder(KEEP + dropouts++, type, -1, -1));
    }

    private INDArray frameOf() {
        INDArray table = Nd4j.zeros(type, settings.steps(), settings.frames().size());
        for (int token = 0; token < settings.steps(); token++) {
            table.putScalar(token, token / settings.frameSteps(), 1);
        }
        return table;
    }

    private INDArray positionTable() {
        try (INDArray table = Nd4j.create(positions(settings), new long[] {settings.steps(), settings.width()}, 'c')) {
            return table.castTo(type).dup('c');
        }
    }

    private static void dense(List<Parameter> all, String name, int in, int out) {
        all.add(new Parameter(name + "_w", in, out));
        all.add(new Parameter(name + "_b", out));
    }

    private static void norm(List<Parameter> all, String name, int width) {
        all.add(new Parameter(name + "_gain", width));
        all.add(new Parameter(name + "_bias", width));
    }
}
