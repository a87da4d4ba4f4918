package io.colin.ml.dl4j;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.WeightBytes;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An LSTM that Deeplearning4j runs. Calls from several threads take turns; between calls nothing but the weights stays in
 * native memory, and {@link #close()} frees those.
 */
public final class LstmNetwork implements TrainedNetwork {
    private static final int LARGEST_BATCH = 512;

    private final LstmSettings settings;
    private final int features;
    private final MultiLayerNetwork network;
    private boolean closed;

    LstmNetwork(LstmSettings settings, int features, MultiLayerNetwork network) {
        this.settings = settings;
        this.features = features;
        this.network = network;
    }

    /**
     * The network with known weights.
     *
     * @param settings its shape
     * @param features columns of a row
     * @param weights as {@link #weights()} gave them
     * @return the network, owned by the caller
     * @throws ColinException if the number of weights is not the network's, or the native library fails
     */
    public static LstmNetwork restore(LstmSettings settings, int features, float[] weights) {
        Require.positive("features", features);
        NativeRuntime.prepare();
        MultiLayerNetwork network = new MultiLayerNetwork(LstmConfiguration.of(settings, features, 0));
        network.init();
        if (network.numParams() != weights.length) {
            long expected = network.numParams();
            network.close();
            throw new ColinException(
                    Reason.MODEL_FAILED, "the network has " + expected + " weights, not " + weights.length);
        }
        try (INDArray given = Nd4j.create(weights, new long[] {1, weights.length}, 'c')) {
            network.setParams(given);
        }
        return new LstmNetwork(settings, features, network);
    }

    /**
     * The weights in Deeplearning4j's flat order.
     *
     * @return a copy
     */
    public synchronized float[] weights() {
        checkOpen();
        return network.params().toFloatVector();
    }

    /**
     * The network as a recurrent graph for {@link io.colin.ml.onnx.OnnxClassifier}, batch normalisation with its running
     * statistics and without dropout.
     *
     * @return an ONNX model file's bytes, the same for the same weights
     */
    public synchronized byte[] toOnnx() {
        checkOpen();
        return LstmExport.of(network, settings.layers(), features, settings.units())
                .toBytes();
    }

    @Override
    public synchronized int parameterCount() {
        checkOpen();
        return Math.toIntExact(network.numParams());
    }

    @Override
    public Optional<byte[]> onnx() {
        return Optional.of(toOnnx());
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
        try {
            return answers(windows, count);
        } finally {
            // Workspaces belong to threads and would stay with each that ever asked.
            NativeRuntime.releaseWorkspaces();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            network.close();
            NativeRuntime.releaseWorkspaces();
        }
    }

    private double[] answers(float[] windows, int count) {
        double[] all = new double[count * CLASSES];
        for (int first = 0; first < count; first += LARGEST_BATCH) {
            int some = Math.min(LARGEST_BATCH, count - first);
            try (INDArray input = Batches.input(windows, first, some, settings.steps(), features);
                    INDArray output = network.output(input, false)) {
                copyChecked(output.toFloatMatrix(), all, first);
            }
        }
        return all;
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
