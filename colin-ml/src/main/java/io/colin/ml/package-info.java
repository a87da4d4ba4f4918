/**
 * Machine learning: start with {@link io.colin.ml.BarTraining}, which turns recorded market data into a
 * {@link io.colin.ml.TrainedModel}; {@link io.colin.ml.serving.BarSignalModel} loads and serves one.
 */
@NullMarked
package io.colin.ml;

import org.jspecify.annotations.NullMarked;
