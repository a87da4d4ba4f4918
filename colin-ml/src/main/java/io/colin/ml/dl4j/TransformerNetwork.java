package io.colin.ml.dl4j;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.WeightBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A transformer that SameDiff runs. A token with a value that is no number is absent: nothing attends to it and it is not
 * pooled; a window needs at least one that is present. Calls from several threads take turns.
 */
public final class TransformerNetwork implements TrainedNetwork {
    private static final int LARGEST_BATCH = 64;

    private final TransformerSettings settings;
    private final int features;
    private final TransformerGraph graph;
    private final float[] weights;
    private boolean closed;

    TransformerNetwork(TransformerSettings settings, int features, TransformerGraph graph, float[] weights) {
        this.settings = settings;
        this.features = features;
        this.graph = graph;
        this.weights = weights;
        write();
    }

    /**
     * The network with known weights.
     *
     * @param settings its shape
     * @param columns of the schema, all time frames together
     * @param weights as {@link #weights()} gave them
     * @return the network, owned by the caller
     * @throws ColinException MODEL_FAILED if the number of weights is not the network's, or the native library fails
     */
    public static TransformerNetwork restore(TransformerSettings settings, int columns, float[] weights) {
        int features = settings.layout().width(columns);
        int expected = weightCount(settings, features);
        if (expected != weights.length) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "the network has " + expected + " weights, not " + weights.length);
        }
        NativeRuntime.prepare();
        TransformerGraph graph = TransformerGraph.of(settings, features, DataType.FLOAT);
        return new TransformerNetwork(settings, features, graph, weights.clone());
    }

    static int weightCount(TransformerSettings settings, int features) {
        return TransformerGraph.parameters(settings, features).stream()
                .mapToInt(TransformerGraph.Parameter::size)
                .sum();
    }

    /**
     * The weights, layer after layer from the windows to the classes: embedding matrix and bias; a row a time frame; of
     * each layer the gain and bias of its first normalisation, query, key, value and join with bias each, gain and bias of
     * the second normalisation, wide and narrow with bias each; the last normalisation; dense and logits with bias each.
     * Matrices are [inputs, outputs], row by row.
     *
     * @return a copy
     */
    public synchronized float[] weights() {
        return weights.clone();
    }

    @Override
    public int parameterCount() {
        return weights.length;
    }

    @Override
    public Optional<byte[]> onnx() {
        return Optional.of(TransformerExport.of(settings, features, weights()).toBytes());
    }

    @Override
    public byte[] content() {
        return WeightBytes.of(weights());
    }

    @Override
    public synchronized double[] probabilities(float[] windows, int count) {
        checkOpen();
        int size = settings.steps() * features;
        Require.positive("count", count);
        Require.that(windows.length >= (long) count * size, "windows", "must hold count × " + size, windows.length);
        double[] all = new double[count * CLASSES];
        for (int first = 0; first < count; first += LARGEST_BATCH) {
            int some = Math.min(LARGEST_BATCH, count - first);
            Map<String, INDArray> given = input(windows, first, some);
            try (INDArray one = Nd4j.ones(DataType.FLOAT, 1, 1)) {
                for (int i = 0; i < graph.dropouts(); i++) {
                    given.put(TransformerGraph.KEEP + i, one);
                }
                copyChecked(graph.probabilities(given), all, first);
            } finally {
                close(given);
            }
        }
        return all;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            graph.close();
        }
    }

    /** Replaces the weights. */
    synchronized void put(float[] values) {
        System.arraycopy(values, 0, weights, 0, weights.length);
        write();
    }

    /** Windows and mask of some of the windows; the caller closes the arrays. */
    Map<String, INDArray> input(float[] rows, int first, int count) {
        int tokens = settings.steps();
        float[] values = new float[count * tokens * features];
        float[] present = new float[count * tokens];
        for (int i = 0; i < count; i++) {
            boolean any = false;
            for (int token = 0; token < tokens; token++) {
                int from = ((first + i) * tokens + token) * features;
                boolean whole = whole(rows, from);
                if (whole) {
                    System.arraycopy(rows, from, values, (i * tokens + token) * features, features);
                    present[i * tokens + token] = 1;
                }
                any |= whole;
            }
            Require.that(any, "windows", "must have a token that is present, each of them", first + i);
        }
        Map<String, INDArray> given = new HashMap<>();
        given.put(TransformerGraph.WINDOWS, Nd4j.create(values, new long[] {count, tokens, features}, 'c'));
        given.put(TransformerGraph.MASK, Nd4j.create(present, new long[] {count, tokens}, 'c'));
        return given;
    }

    static void close(Map<String, INDArray> given) {
        for (INDArray array : given.values()) {
            if (array.closeable() && !array.wasClosed()) {
                array.close();
            }
        }
    }

    private boolean whole(float[] rows, int from) {
        for (int column = 0; column < features; column++) {
            if (!Float.isFinite(rows[from + column])) {
                return false;
            }
        }
        return true;
    }

    private void write() {
        int at = 0;
        for (TransformerGraph.Parameter parameter : graph.parameters()) {
            INDArray target = graph.weights(parameter);
            for (int i = 0; i < parameter.size(); i++) {
                target.data().put(i, weights[at++]);
            }
        }
    }

    private static void copyChecked(float[][] rows, double[] all, int first) {
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < CLASSES; k++) {
                if (!Float.isFinite(rows[i][k])) {
                    throw new ColinException(
                            Reason.MODEL_FAILED, "the network answered with something that is no number");
                }
                all[(first + i) * CLASSES + k] = rows[i][k];
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
    }
}
