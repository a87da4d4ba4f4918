/**
 * What stands between data and a network library: {@link io.colin.ml.network.Windows} go in,
 * {@link io.colin.ml.network.WindowClassifier} gives class probabilities. No type of any library appears here.
 */
@NullMarked
package io.colin.ml.network;

import org.jspecify.annotations.NullMarked;
