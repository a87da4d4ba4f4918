package io.colin.ml.onnx;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as an ONNX graph, written by {@link #toBytes()}: the same calls give the same bytes. Values are 32-bit floats,
 * indices and shapes 64-bit integers, all little-endian; tensors are in row-major order.
 *
 * <p>A graph for {@link OnnxClassifier} has one input {@value OnnxClassifier#WINDOW} of shape [batch, steps, features] and
 * one output of shape [batch, 3].
 */
public final class OnnxGraph {
    /** ONNX's operator set that graphs are written for. */
    public static final int OPSET = 17;

    private static final int IR_VERSION = 8;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final byte[] bytes;

    private OnnxGraph(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Starts a graph.
     *
     * @param name of it, for people
     * @return a builder without anything in it
     */
    public static Builder builder(String name) {
        return new Builder(Require.text("name", name));
    }

    /**
     * The graph as a file.
     *
     * @return a copy of its bytes, an ONNX ModelProto
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * One axis of an input or output.
     *
     * @param name of an axis whose length is known when the graph runs, else empty
     * @param length above 0, or 0 for a named axis
     */
    public record Axis(String name, long length) {
        /** Checks. */
        public Axis {
            Require.that(name.isBlank() ? length > 0 : length == 0, "axis", "must have a name or a length", length);
        }

        /**
         * An axis of fixed length.
         *
         * @param length above 0
         * @return the axis
         */
        public static Axis of(long length) {
            return new Axis("", length);
        }

        /**
         * An axis whose length is known when the graph runs.
         *
         * @param name the same for axes of the same length
         * @return the axis
         */
        public static Axis named(String name) {
            return new Axis(Require.text("axis", name), 0);
        }

        private WireMessage wire() {
            return name.isEmpty() ? new WireMessage().integer(1, length) : new WireMessage().text(2, name);
        }
    }

    /** Builds a graph. Nodes are added in an order in which each finds its inputs made before. */
    public static final class Builder {
        private final String name;
        private final List<WireMessage> nodes = new ArrayList<>();
        private final List<WireMessage> initialisers = new ArrayList<>();
        private final List<WireMessage> inputs = new ArrayList<>();
        private final List<WireMessage> outputs = new ArrayList<>();
        private final List<WireMessage> metadata = new ArrayList<>();
        private final List<String> wanted = new ArrayList<>();
        private final Set<String> known = new HashSet<>();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds an input of floats.
         *
         * @param input its name
         * @param axes its shape
         * @return this
         */
        public Builder input(String input, Axis... axes) {
            define(input);
            inputs.add(value(input, axes));
            return this;
        }

        /**
         * Adds an output of floats.
         *
         * @param output what some node gives
         * @param axes its shape
         * @return this
         */
        public Builder output(String output, Axis... axes) {
            wanted.add(output);
            outputs.add(value(output, axes));
            return this;
        }

        /**
         * Adds weights.
         *
         * @param weights their name
         * @param values in row-major order
         * @param shape its product is the number of values; empty for one number
         * @return this
         */
        public Builder floats(String weights, float[] values, long... shape) {
            checkSize(weights, values.length, shape);
            byte[] raw = new byte[values.length * Float.BYTES];
            WireMessage.littleEndian(raw).asFloatBuffer().put(values);
            return tensor(weights, FLOAT, raw, shape);
        }

        /**
         * Adds indices or a shape.
         *
         * @param integers their name
         * @param values in row-major order
         * @param shape its product is the number of values; empty for one number
         * @return this
         */
        public Builder integers(String integers, long[] values, long... shape) {
            checkSize(integers, values.length, shape);
            byte[] raw = new byte[values.length * Long.BYTES];
            WireMessage.littleEndian(raw).asLongBuffer().put(values);
            return tensor(integers, INT64, raw, shape);
        }

        /**
         * Adds a node.
         *
         * @param node all its inputs were added before, its outputs were not
         * @return this
         */
        public Builder node(OnnxNode node) {
            for (String input : node.inputs()) {
                Require.that(
                        input.isEmpty() || known.contains(input),
                        node.operator() + " input",
                        "must have been added before",
                        input);
            }
            node.outputs().stream().filter(output -> !output.isEmpty()).forEach(this::define);
            nodes.add(node.wire());
            return this;
        }

        /**
         * Adds a remark that travels with the graph.
         *
         * @param key what it is about
         * @param value the remark
         * @return this
         */
        public Builder remark(String key, String value) {
            metadata.add(new WireMessage().text(1, Require.text("key", key)).text(2, value));
            return this;
        }

        /**
         * Builds the graph.
         *
         * @return the graph
         * @throws IllegalArgumentException if it has no output or no node gives one of them
         */
        public OnnxGraph build() {
            Require.positive("outputs", wanted.size());
            wanted.forEach(output -> Require.that(known.contains(output), "output", "must be given by a node", output));
            WireMessage graph = new WireMessage();
            nodes.forEach(node -> graph.message(1, node));
            graph.text(2, name);
            initialisers.forEach(initialiser -> graph.message(5, initialiser));
            inputs.forEach(input -> graph.message(11, input));
            outputs.forEach(output -> graph.message(12, output));
            WireMessage model = new WireMessage()
                    .integer(1, IR_VERSION)
                    .text(2, "colin")
                    .message(7, graph)
                    .message(8, new WireMessage().text(1, "").integer(2, OPSET));
            metadata.forEach(entry -> model.message(14, entry));
            return new OnnxGraph(model.toBytes());
        }

        private void define(String value) {
            Require.text("name", value);
            Require.that(known.add(value), "name", "must be used once", value);
        }

        private static void checkSize(String tensor, int values, long... shape) {
            long size = 1;
            for (long length : shape) {
                size = Math.multiplyExact(size, length);
            }
            Require.that(values == size, tensor, "must hold " + size + " values", values);
        }

        /** A TensorProto. */
        private Builder tensor(String tensor, int kind, byte[] raw, long... shape) {
            define(tensor);
            initialisers.add(new WireMessage()
                    .integers(1, shape)
                    .integer(2, kind)
                    .text(8, tensor)
                    .raw(9, raw));
            return this;
        }

        /** A ValueInfoProto of a tensor of floats. */
        private static WireMessage value(String value, Axis... axes) {
            WireMessage shape = new WireMessage();
            for (Axis axis : axes) {
                shape.message(1, axis.wire());
            }
            WireMessage tensor = new WireMessage().integer(1, FLOAT).message(2, shape);
            return new WireMessage().text(1, value).message(2, new WireMessage().message(1, tensor));
        }
    }
}
