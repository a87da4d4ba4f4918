/** One way to train and to restore every kind of network: {@link io.colin.ml.training.ClassifierTraining}. */
@NullMarked
package io.colin.ml.training;

import org.jspecify.annotations.NullMarked;
