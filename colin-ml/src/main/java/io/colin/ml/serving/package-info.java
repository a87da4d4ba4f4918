/** Trained models at work: {@link io.colin.ml.serving.BarSignalModel} turns closed bars into signals. */
@NullMarked
package io.colin.ml.serving;

import org.jspecify.annotations.NullMarked;
