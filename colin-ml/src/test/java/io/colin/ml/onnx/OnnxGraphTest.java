package io.colin.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.ml.onnx.OnnxGraph.Axis;
import java.nio.ByteOrder;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** Read back with the classes that ONNX's own definition was compiled to. */
class OnnxGraphTest {
    @Test
    void writesWhatAnIndependentReaderReads() throws InvalidProtocolBufferException {
        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(graph().build().toBytes());

        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getIrVersion()).isEqualTo(8);
        assertThat(model.getMetadataProps(0).getKey()).isEqualTo("schema");
        assertThat(model.getMetadataProps(0).getValue()).isEqualTo("äbc");
        Onnx.GraphProto graph = model.getGraph();
        assertThat(graph.getName()).isEqualTo("test");
        Onnx.TensorShapeProto shape =
                graph.getInput(0).getType().getTensorType().getShape();
        assertThat(graph.getInput(0).getName()).isEqualTo("x");
        assertThat(graph.getInput(0).getType().getTensorType().getElemType())
                .isEqualTo(Onnx.TensorProto.DataType.FLOAT_VALUE);
        assertThat(shape.getDim(0).getDimParam()).isEqualTo("batch");
        assertThat(shape.getDim(1).getDimValue()).isEqualTo(300);
        assertThat(graph.getOutput(0).getName()).isEqualTo("y");
        Onnx.TensorProto weights = graph.getInitializer(0);
        assertThat(weights.getName()).isEqualTo("w");
        assertThat(weights.getDimsList()).containsExactly(2L, 1L);
        assertThat(weights.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(1))
                .isEqualTo(-2.5f);
        Onnx.TensorProto axes = graph.getInitializer(1);
        assertThat(axes.getDataType()).isEqualTo(Onnx.TensorProto.DataType.INT64_VALUE);
        assertThat(axes.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(0))
                .isEqualTo(-1L);
    }

    @Test
    void writesEveryKindOfAttribute() throws InvalidProtocolBufferException {
        Onnx.NodeProto node =
                Onnx.ModelProto.parseFrom(graph().build().toBytes()).getGraph().getNode(0);
        assertThat(node.getOpType()).isEqualTo("Anything");
        assertThat(node.getInputList()).containsExactly("x", "", "w", "axes");
        assertThat(node.getOutputList()).containsExactly("y");
        assertThat(node.getAttribute(0).getType()).isEqualTo(Onnx.AttributeProto.AttributeType.INT);
        assertThat(node.getAttribute(0).getI()).isEqualTo(-7);
        assertThat(node.getAttribute(1).getType()).isEqualTo(Onnx.AttributeProto.AttributeType.FLOAT);
        assertThat(node.getAttribute(1).getF()).isEqualTo(0.25f);
        assertThat(node.getAttribute(2).getType()).isEqualTo(Onnx.AttributeProto.AttributeType.INTS);
        assertThat(node.getAttribute(2).getIntsList()).containsExactly(1L, 0L, 1L << 40);
        assertThat(node.getAttribute(3).getType()).isEqualTo(Onnx.AttributeProto.AttributeType.STRING);
        assertThat(node.getAttribute(3).getS().toStringUtf8()).isEqualTo("forward");
        assertThat(node.getAttribute(3).getName()).isEqualTo("d");
    }

    @Test
    void refusesWhatNoReaderCouldRun() {
        OnnxGraph.Builder builder = graph();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.floats("w", new float[2], 2))
                .withMessage("name: must be used once (w)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.floats("v", new float[5], 2, 3))
                .withMessage("v: must hold 6 values (5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.node(OnnxNode.of("Relu").in("nowhere").out("z")))
                .withMessage("Relu input: must have been added before (nowhere)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxNode.of("Relu").with("a", 1).with("a", 2))
                .withMessage("attribute: must be given once (a)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph().output("nothing", Axis.of(1)).build())
                .withMessage("output: must be given by a node (nothing)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxGraph.builder("empty").build())
                .withMessage("outputs: must be above 0 (0)");
        assertThatIllegalArgumentException().isThrownBy(() -> Axis.of(0));
    }

    private static OnnxGraph.Builder graph() {
        return OnnxGraph.builder("test")
                .input("x", Axis.named("batch"), Axis.of(300))
                .floats("w", new float[] {1, -2.5f}, 2, 1)
                .integers("axes", new long[] {-1}, 1)
                .remark("schema", "äbc")
                .node(OnnxNode.of("Anything")
                        .in("x", "", "w", "axes")
                        .out("y")
                        .with("a", -7)
                        .withReal("b", 0.25f)
                        .withAll("c", 1, 0, 1L << 40)
                        .withText("d", "forward"))
                .output("y", Axis.named("batch"), Axis.of(1));
    }
}
