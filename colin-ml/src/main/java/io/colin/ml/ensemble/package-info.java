/**
 * Several models as one: {@link io.colin.ml.ensemble.EnsembleSignalModel} averages their calibrated probabilities, weighted
 * by what each has shown to know. Class codes are never averaged.
 */
@NullMarked
package io.colin.ml.ensemble;

import org.jspecify.annotations.NullMarked;
