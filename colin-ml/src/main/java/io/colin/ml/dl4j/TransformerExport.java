package io.colin.ml.dl4j;

import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.onnx.OnnxGraph;
import io.colin.ml.onnx.OnnxGraph.Axis;
import io.colin.ml.onnx.OnnxNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a network of {@link TransformerGraph} as an ONNX graph over complete windows: a served window has every token, so
 * that the graph needs no mask.
 */
final class TransformerExport {
    private final TransformerSettings settings;
    private final int features;
    private final Map<String, float[]> weights = new HashMap<>();
    private final OnnxGraph.Builder graph = OnnxGraph.builder(TransformerSettings.KIND);

    private TransformerExport(TransformerSettings settings, int features, float[] flat) {
        this.settings = settings;
        this.features = features;
        int at = 0;
        for (TransformerGraph.Parameter parameter : TransformerGraph.parameters(settings, features)) {
            float[] values = Arrays.copyOfRange(flat, at, at + parameter.size());
            at += parameter.size();
            weights.put(parameter.name(), values);
            if (!parameter.name().equals("frames")) {
                graph.floats(parameter.name(), values, parameter.shape());
            }
        }
    }

    /** The graph of a network with these weights in their flat order. */
    static OnnxGraph of(TransformerSettings settings, int features, float[] weights) {
        return new TransformerExport(settings, features, weights).write();
    }

    private OnnxGraph write() {
        int d = settings.width();
        int tokens = settings.steps();
        int part = d / settings.heads();
        Axis batch = Axis.named("batch");
        graph.input(OnnxClassifier.WINDOW, batch, Axis.of(tokens), Axis.of(features))
                .floats("place", places(), tokens, d)
                .floats("scale", new float[] {(float) (1 / Math.sqrt(part))}, 1)
                .integers("split", new long[] {0, tokens, settings.heads(), part}, 4)
                .integers("joined", new long[] {0, tokens, d}, 3);
        String flow = node("Add", "placed", dense("embed", OnnxClassifier.WINDOW), "place");
        for (int layer = 0; layer < settings.layers(); layer++) {
            String at = "layer" + layer + "_";
            String attended = attention(at, norm(at + "norm1", flow));
            String between = node("Add", at + "between", flow, attended);
            String wide = node("Relu", at + "relu", dense(at + "wide", norm(at + "norm2", between)));
            flow = node("Add", at + "flow", between, dense(at + "narrow", wide));
        }
        graph.node(OnnxNode.of("ReduceMean")
                .in(norm("norm", flow))
                .out("pooled")
                .withAll("axes", 1)
                .with("keepdims", 0));
        String logits = dense("logits", node("Relu", "dense_relu", dense("dense", "pooled")));
        graph.node(OnnxNode.of("Softmax")
                .in(logits)
                .out(OnnxClassifier.PROBABILITIES)
                .with("axis", 1));
        return graph.output(OnnxClassifier.PROBABILITIES, batch, Axis.of(WindowClassifier.CLASSES))
                .build();
    }

    private String attention(String at, String input) {
        String queries = turned(at + "queries", dense(at + "query", input), 0, 2, 1, 3);
        String keys = turned(at + "keys", dense(at + "key", input), 0, 2, 3, 1);
        String values = turned(at + "values", dense(at + "value", input), 0, 2, 1, 3);
        String scores = node("Mul", at + "scores", node("MatMul", at + "products", queries, keys), "scale");
        graph.node(OnnxNode.of("Softmax").in(scores).out(at + "shares").with("axis", 3));
        String mixed = node("MatMul", at + "mixed", at + "shares", values);
        graph.node(OnnxNode.of("Transpose").in(mixed).out(at + "tokens").withAll("perm", 0, 2, 1, 3));
        return dense(at + "join", node("Reshape", at + "joined", at + "tokens", "joined"));
    }

    /** [batch, tokens, width] to heads, axes in another order. */
    private String turned(String name, String input, long... order) {
        String split = node("Reshape", name + "_split", input, "split");
        graph.node(OnnxNode.of("Transpose").in(split).out(name).withAll("perm", order));
        return name;
    }

    private String dense(String name, String input) {
        return node("Add", name + "_sum", node("MatMul", name + "_product", input, name + "_w"), name + "_b");
    }

    private String norm(String name, String input) {
        graph.node(OnnxNode.of("LayerNormalization")
                .in(input, name + "_gain", name + "_bias")
                .out(name + "_out")
                .with("axis", -1)
                .withReal("epsilon", (float) TransformerGraph.EPSILON));
        return name + "_out";
    }

    private String node(String operator, String output, String... inputs) {
        graph.node(OnnxNode.of(operator).in(inputs).out(output));
        return output;
    }

    /** Position and time frame of every token together. */
    private float[] places() {
        int d = settings.width();
        float[] all = TransformerGraph.positions(settings);
        float[] frames = weights.getOrDefault("frames", new float[0]);
        for (int i = 0; i < all.length; i++) {
            int frame = i / d / settings.frameSteps();
            all[i] += frames[frame * d + i % d];
        }
        return all;
    }
}
