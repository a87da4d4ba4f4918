package io.colin.ml.network;

/**
 * What a training gave.
 *
 * @param network with the weights of the best epoch, class weights divided out; owned by the caller
 * @param epochs how many were made, those before a resumed checkpoint included
 * @param bestEpoch from 1
 * @param validationLoss of the best epoch, mean log loss
 */
public record TrainingResult(TrainedNetwork network, int epochs, int bestEpoch, double validationLoss) {}
