package io.colin.ml.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A session of ONNX Runtime whose native memory stays bounded: the caller's thread does all the work, every run gives its
 * working memory back (no arena), and inputs are read from buffers of this session that only grow to the largest batch.
 * One thread at a time.
 */
final class OnnxSession implements AutoCloseable {
    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    private boolean closed;

    private OnnxSession(String name, OrtEnvironment environment, OrtSession session) {
        this.name = name;
        this.environment = environment;
        this.session = session;
    }

    /** Loads a graph; ONNX Runtime checks it. */
    static OnnxSession open(String name, byte[] graph) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (SessionOptions options = new SessionOptions()) {
                options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setCPUArenaAllocator(false);
                options.setMemoryPatternOptimization(false);
                options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
                // What goes wrong is thrown; the library need not write it to the error stream as well.
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                return new OnnxSession(name, environment, environment.createSession(graph, options));
            }
        } catch (OrtException e) {
            throw failed(name + " is no graph that ONNX Runtime can run", e);
        } catch (LinkageError | IllegalStateException e) {
            throw new ColinException(Reason.MODEL_FAILED, "ONNX Runtime could not be loaded on this platform: " + e, e);
        }
    }

    /** Shapes of the inputs by name, in the graph's order; −1 where the length is not fixed. */
    Map<String, long[]> inputs() {
        try {
            return shapes(session.getInputInfo());
        } catch (OrtException e) {
            throw failed(name + " does not describe its inputs", e);
        }
    }

    /** Shapes of the outputs by name, in the graph's order; −1 where the length is not fixed. */
    Map<String, long[]> outputs() {
        try {
            return shapes(session.getOutputInfo());
        } catch (OrtException e) {
            throw failed(name + " does not describe its outputs", e);
        }
    }

    /** The buffer of an input, empty and large enough; what is put into it is what {@link #run} reads. */
    FloatBuffer buffer(String input, int size) {
        FloatBuffer buffer = buffers.get(input);
        if (buffer == null || buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffers.put(input, buffer);
        }
        return buffer.clear().limit(size);
    }

    /** Runs the graph for one output on filled buffers of the given shapes. */
    float[] run(Map<String, long[]> shapes, String output) {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, long[]> shape : shapes.entrySet()) {
                FloatBuffer buffer = buffers.get(shape.getKey());
                if (buffer == null) {
                    throw new IllegalStateException("no buffer was filled for " + shape.getKey());
                }
                tensors.put(shape.getKey(), OnnxTensor.createTensor(environment, buffer.rewind(), shape.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return floats(result);
            }
        } catch (OrtException e) {
            throw failed(name + " could not be run by ONNX Runtime", e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        buffers.clear();
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(name + " could not be closed", e);
        }
    }

    private float[] floats(OrtSession.Result result) {
        if (!(result.get(0) instanceof OnnxTensor tensor) || tensor.getFloatBuffer() == null) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    name + " must answer with 32-bit floats, found "
                            + result.get(0).getInfo());
        }
        FloatBuffer answer = tensor.getFloatBuffer();
        float[] values = new float[answer.remaining()];
        answer.get(values);
        return values;
    }

    private Map<String, long[]> shapes(Map<String, NodeInfo> infos) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        infos.forEach((value, info) -> {
            if (!(info.getInfo() instanceof TensorInfo tensor) || tensor.type != ai.onnxruntime.OnnxJavaType.FLOAT) {
                throw new ColinException(
                        Reason.MODEL_FAILED,
                        name + ": " + value + " must be a tensor of 32-bit floats, found " + info.getInfo());
            }
            shapes.put(value, tensor.getShape());
        });
        return shapes;
    }

    private static ColinException failed(String what, OrtException cause) {
        String message = String.valueOf(cause.getMessage());
        return new ColinException(
                Reason.MODEL_FAILED, what + ": " + message.lines().findFirst().orElse(message), cause);
    }
}
