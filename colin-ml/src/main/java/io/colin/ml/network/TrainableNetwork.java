package io.colin.ml.network;

/**
 * A network in training, whatever library runs it: {@link EpochTraining} decides when, this does. Owned by one thread.
 */
public interface TrainableNetwork {
    /**
     * An epoch begins.
     *
     * @param rate learning rate of its steps
     * @param seed of everything random in it
     */
    void beginEpoch(double rate, long seed);

    /**
     * Makes one step.
     *
     * @param data where windows come from
     * @param order indices of windows
     * @param first of the batch in order
     * @param count of the batch
     * @return mean weighted loss before the step
     */
    double step(LabelledWindows data, int[] order, int first, int count);

    /**
     * What the network says, without anything dropped.
     *
     * @param windows as {@link WindowClassifier#probabilities} takes them
     * @param count how many
     * @return count × 3 probabilities
     */
    double[] answers(float[] windows, int count);

    /**
     * The weights.
     *
     * @return a copy, in the library's flat order
     */
    float[] weights();

    /**
     * Replaces the weights.
     *
     * @param values as {@link #weights()} gave them
     */
    void weights(float[] values);

    /**
     * What the optimiser remembers.
     *
     * @return a copy
     */
    float[] memory();

    /**
     * Replaces what the optimiser remembers.
     *
     * @param values as {@link #memory()} gave them
     * @param steps made so far
     */
    void memory(float[] values, int steps);

    /**
     * Takes the logarithm of the class weights off the logits: the weights p·w of a weighted fit become p.
     *
     * @param weights of the fit
     */
    void divideOut(ClassWeights weights);
}
