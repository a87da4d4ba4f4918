/**
 * What a model is worth on data it never saw, beside its baselines: {@link io.colin.ml.evaluation.Evaluator} scores the
 * essentials that go with a model ({@link io.colin.ml.evaluation.Evaluation}), {@link io.colin.ml.evaluation.Assessor}
 * measures everything ({@link io.colin.ml.evaluation.Assessment}) with intervals and tests. Both take answered
 * {@link io.colin.ml.evaluation.Prediction}s and what {@link io.colin.ml.evaluation.Rival}s said at the same moments.
 */
@NullMarked
package io.colin.ml.evaluation;

import org.jspecify.annotations.NullMarked;
