/**
 * From a network's raw answer to a decision: {@link io.colin.ml.calibration.Calibration} makes probabilities honest and
 * says what they are worth, an {@link io.colin.ml.calibration.EmissionRule} says which of them become signals.
 */
@NullMarked
package io.colin.ml.calibration;

import org.jspecify.annotations.NullMarked;
