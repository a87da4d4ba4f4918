package io.colin.ml.serving;

import io.colin.ml.onnx.OnnxClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The rows of a window before its last and the state a recurrent network is in after them, computed once by whoever comes
 * first. The same rows give the same state whoever that is. Any threads.
 */
final class Prefix {
    private final List<float[]> rows;
    private final long asOfNs;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<float[]> state = new CompletableFuture<>();

    /**
     * A prefix nobody has computed yet.
     *
     * @param rows scaled, oldest first, never changed by anybody
     * @param asOfNs event time of the last of them
     */
    Prefix(List<float[]> rows, long asOfNs) {
        this.rows = rows;
        this.asOfNs = asOfNs;
    }

    long asOfNs() {
        return asOfNs;
    }

    /** Costs next to nothing: windows share the rows they have in common, and an array equals itself at once. */
    boolean isOf(List<float[]> others) {
        boolean same = rows.size() == others.size();
        for (int i = 0; same && i < others.size(); i++) {
            same = Arrays.equals(rows.get(i), others.get(i));
        }
        return same;
    }

    /** Computes the state unless somebody has begun to. */
    void compute(OnnxClassifier network) {
        if (!claimed.compareAndSet(false, true)) {
            return;
        }
        try {
            state.complete(run(network));
        } catch (RuntimeException | Error e) {
            // An error too: whoever waits for the state would wait for ever. They try again and meet it themselves.
            state.completeExceptionally(e);
        }
    }

    /** The state, computed here unless somebody has begun to; what failed elsewhere is tried again here. */
    float[] state(OnnxClassifier network) {
        compute(network);
        try {
            return state.join();
        } catch (CompletionException e) {
            return run(network);
        }
    }

    private float[] run(OnnxClassifier network) {
        int width = rows.getFirst().length;
        float[] flat = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, i * width, width);
        }
        return network.state(flat, rows.size());
    }
}
