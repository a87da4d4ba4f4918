package io.colin.ml.network;

/**
 * What an epoch gave.
 *
 * @param epoch from 1
 * @param trainingLoss mean weighted loss of its steps, decay included
 * @param validationLoss mean log loss on the validation windows, every one weighing the same
 * @param learningRate it was made with
 * @param best whether the validation loss is the lowest so far
 */
public record TrainingEpoch(int epoch, double trainingLoss, double validationLoss, double learningRate, boolean best) {}
