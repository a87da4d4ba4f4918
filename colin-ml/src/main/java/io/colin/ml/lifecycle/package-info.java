/**
 * The life of models: stages and the gates between them, the champion at work beside its shadows, triggers of retraining
 * and the trainer in the background. Start at {@link io.colin.ml.lifecycle.ModelLifecycle} for decisions and at
 * {@link io.colin.ml.lifecycle.LiveModel} for serving.
 */
@NullMarked
package io.colin.ml.lifecycle;

import org.jspecify.annotations.NullMarked;
