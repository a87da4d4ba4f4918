package io.colin.ml.onnx;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One operator of a graph. Immutable: every method that adds something gives a new node.
 *
 * <pre>{@code OnnxNode.of("Gemm").in("x", "w", "b").out("y").with("transB", 1)}</pre>
 */
public final class OnnxNode {
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INTEGER = 2;
    private static final int ATTRIBUTE_TEXT = 3;
    private static final int ATTRIBUTE_INTEGERS = 7;

    private final String operator;
    private final List<String> inputs;
    private final List<String> outputs;
    private final List<WireMessage> attributes;
    private final Set<String> attributeNames;

    private OnnxNode(
            String operator,
            List<String> inputs,
            List<String> outputs,
            List<WireMessage> attributes,
            Set<String> attributeNames) {
        this.operator = operator;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.attributes = List.copyOf(attributes);
        this.attributeNames = Set.copyOf(attributeNames);
    }

    /**
     * A node without inputs, outputs or attributes.
     *
     * @param operator of ONNX's default domain, for example {@code MatMul}
     * @return the node
     */
    public static OnnxNode of(String operator) {
        return new OnnxNode(Require.text("operator", operator), List.of(), List.of(), List.of(), Set.of());
    }

    /**
     * Sets the inputs.
     *
     * @param names of graph inputs, initialisers or outputs of earlier nodes; an empty name leaves out an optional input
     * @return the node with them
     */
    public OnnxNode in(String... names) {
        return new OnnxNode(operator, List.of(names), outputs, attributes, attributeNames);
    }

    /**
     * Sets the outputs.
     *
     * @param names each used once in a graph; an empty name leaves out an optional output
     * @return the node with them
     */
    public OnnxNode out(String... names) {
        return new OnnxNode(operator, inputs, List.of(names), attributes, attributeNames);
    }

    /**
     * Adds a whole number.
     *
     * @param name of the attribute
     * @param value its value
     * @return the node with it
     */
    public OnnxNode with(String name, long value) {
        return with(name, ATTRIBUTE_INTEGER, new WireMessage().integer(3, value));
    }

    /**
     * Adds a real number.
     *
     * @param name of the attribute
     * @param value its value
     * @return the node with it
     */
    public OnnxNode withReal(String name, float value) {
        return with(name, ATTRIBUTE_FLOAT, new WireMessage().real(2, value));
    }

    /**
     * Adds whole numbers.
     *
     * @param name of the attribute
     * @param values its values
     * @return the node with them
     */
    public OnnxNode withAll(String name, long... values) {
        return with(name, ATTRIBUTE_INTEGERS, new WireMessage().integers(8, values));
    }

    /**
     * Adds a text.
     *
     * @param name of the attribute
     * @param value its value
     * @return the node with it
     */
    public OnnxNode withText(String name, String value) {
        return with(name, ATTRIBUTE_TEXT, new WireMessage().text(4, value));
    }

    List<String> inputs() {
        return inputs;
    }

    List<String> outputs() {
        return outputs;
    }

    String operator() {
        return operator;
    }

    /** A NodeProto. */
    WireMessage wire() {
        WireMessage node = new WireMessage();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        if (!outputs.isEmpty()) {
            node.text(3, outputs.getFirst());
        }
        node.text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute));
        return node;
    }

    /** Adds an AttributeProto: its name, its value and the kind of the value. */
    private OnnxNode with(String name, int kind, WireMessage value) {
        Require.text("attribute", name);
        Require.that(!attributeNames.contains(name), "attribute", "must be given once", name);
        List<WireMessage> more = new ArrayList<>(attributes);
        more.add(value.text(1, name).integer(20, kind));
        Set<String> names = new HashSet<>(attributeNames);
        names.add(name);
        return new OnnxNode(operator, inputs, outputs, more, names);
    }
}
