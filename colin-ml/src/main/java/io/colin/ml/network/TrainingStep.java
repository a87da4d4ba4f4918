package io.colin.ml.network;

/**
 * Where training stands.
 *
 * @param epoch from 1
 * @param maxEpochs most there can be
 * @param batch of this epoch, from 1
 * @param batches of an epoch
 * @param windowsPerSecond measured since training began; 0 where the clock has not moved
 * @param secondsLeft at that rate until the last epoch there can be: early stopping makes it less
 */
public record TrainingStep(
        int epoch, int maxEpochs, int batch, int batches, double windowsPerSecond, double secondsLeft) {
    /**
     * The share of the work done.
     *
     * @return (0, 1], counting all epochs there can be
     */
    public double share() {
        return ((epoch - 1.0) * batches + batch) / ((double) maxEpochs * batches);
    }
}
