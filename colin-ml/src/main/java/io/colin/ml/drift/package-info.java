/**
 * What training data looked like and whether live data still do: a {@link io.colin.ml.drift.TrainingReference} is kept
 * with every model, {@link io.colin.ml.drift.DriftDetector} compares the newest observations with it, and
 * {@link io.colin.ml.drift.OutOfDistribution} refuses single rows unlike any the model learnt from.
 */
@NullMarked
package io.colin.ml.drift;

import org.jspecify.annotations.NullMarked;
