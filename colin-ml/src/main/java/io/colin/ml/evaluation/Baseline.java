package io.colin.ml.evaluation;

/**
 * What a rule without learning (or with little) scored on the same decisions, and how the model compares.
 *
 * @param name {@code majority}, {@code persistence}, {@code always_abstain} or {@code logistic}
 * @param accuracy share of decisions whose class it named
 * @param difference the model's accuracy less this
 * @param low 2.5 % quantile of the difference under the block bootstrap
 * @param high 97.5 % quantile
 * @param pValue share of resamples in which the model is no better, one added above and below
 */
public record Baseline(String name, double accuracy, double difference, double low, double high, double pValue) {}
