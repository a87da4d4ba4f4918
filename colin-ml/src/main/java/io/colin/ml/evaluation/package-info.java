/**
 * What a model is worth on data it never saw, beside its baselines: {@link io.colin.ml.evaluation.Evaluator} scores,
 * {@link io.colin.ml.evaluation.Evaluation} is the result with its verdict.
 */
@NullMarked
package io.colin.ml.evaluation;

import org.jspecify.annotations.NullMarked;
