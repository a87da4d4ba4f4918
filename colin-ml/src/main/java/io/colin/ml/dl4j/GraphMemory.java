package io.colin.ml.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees everything one run of a graph made as soon as its answers were copied. The library's own manager leaves a hundred
 * megabytes a training step to the garbage collector, which does not see them.
 */
final class GraphMemory extends AbstractMemoryMgr {
    private final List<INDArray> made = new ArrayList<>();

    private GraphMemory() {}

    /** Runs the graph; whatever it made is freed before this returns, so that the result must hold none of it. */
    static <T> T within(SameDiff graph, Supplier<T> run) {
        GraphMemory memory = new GraphMemory();
        long thread = Thread.currentThread().threadId();
        InferenceSession session = new InferenceSession(graph);
        session.setMmgr(memory);
        graph.getSessions().put(thread, session);
        try {
            return run.get();
        } finally {
            graph.getSessions().remove(thread);
            memory.close();
        }
    }

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        return kept(Nd4j.createUninitializedDetached(type, shape));
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor shape) {
        INDArray array = shape.isEmpty()
                ? Nd4j.create(shape)
                : Nd4j.createUninitializedDetached(shape.dataType(), shape.getShape());
        return kept(array);
    }

    /** Not before the end: other arrays may be views of it. */
    @Override
    public void release(INDArray array) {}

    @Override
    public void close() {
        for (INDArray array : made) {
            if (array.closeable() && !array.wasClosed()) {
                array.close();
            }
        }
        made.clear();
    }

    private INDArray kept(INDArray array) {
        made.add(array);
        return array;
    }
}
