/** Everything a trained model follows from besides its data: {@link io.colin.ml.preset.TrainingSettings}. */
@NullMarked
package io.colin.ml.preset;

import org.jspecify.annotations.NullMarked;
