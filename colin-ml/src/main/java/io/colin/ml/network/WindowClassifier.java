package io.colin.ml.network;

/** A trained network, whatever library runs it. Safe on one thread at a time. */
public interface WindowClassifier extends AutoCloseable {
    /** Classes of every model, in the fixed order LONG, NEUTRAL, SHORT. */
    int CLASSES = 3;

    /**
     * Uncalibrated class probabilities. A pure function of the windows.
     *
     * @param windows count × steps × features scaled values: window by window, oldest row first, columns in the schema's
     *     order
     * @param count how many windows, at least 1
     * @return count × 3 probabilities, LONG, NEUTRAL, SHORT of each window, owned by the caller
     * @throws io.colin.api.ColinException if the library fails or answers with something that is no number
     */
    double[] probabilities(float[] windows, int count);

    /** Frees native memory; calling it again does nothing. */
    @Override
    void close();
}
