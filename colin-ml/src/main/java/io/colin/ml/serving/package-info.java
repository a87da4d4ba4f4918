/**
 * Trained models at work: {@link io.colin.ml.serving.BarSignalModel} turns closed bars into signals with a network that
 * Colin trained, {@link io.colin.ml.serving.OnnxSignalModel} with one that somebody else did. ONNX Runtime runs the networks; of recurrent ones all but the last row of the next window runs on workers
 * while nobody waits for it.
 */
@NullMarked
package io.colin.ml.serving;

import org.jspecify.annotations.NullMarked;
