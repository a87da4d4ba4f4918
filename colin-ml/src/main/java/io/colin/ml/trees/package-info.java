/**
 * Gradient-boosted trees by LightGBM: {@link io.colin.ml.trees.TreeTrainer} trains, {@link io.colin.ml.trees.TreeNetwork}
 * answers and explains. The only home of LightGBM's types.
 */
@NullMarked
package io.colin.ml.trees;

import org.jspecify.annotations.NullMarked;
