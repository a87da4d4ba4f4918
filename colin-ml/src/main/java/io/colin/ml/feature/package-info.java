/**
 * Causal columns of closed bars: {@link io.colin.ml.feature.BarCatalog} knows every column and lists their units, warm-ups
 * and formulas, {@link io.colin.ml.feature.FeatureSchema} is a choice of them with a hash,
 * {@link io.colin.ml.feature.BarFeatures} computes them one bar at a time and
 * {@link io.colin.ml.feature.FeatureStream} keeps the window a model looks at. The same code runs in training and online.
 */
@NullMarked
package io.colin.ml.feature;

import org.jspecify.annotations.NullMarked;
