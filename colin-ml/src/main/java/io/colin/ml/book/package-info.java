/**
 * The model of the book profile: {@link io.colin.ml.book.MirrorScore} is a regularised logistic score that swaps its
 * answers when the two sides of the market are swapped, {@link io.colin.ml.book.LiveConfidence} learns at work how sure it
 * should be, {@link io.colin.ml.book.BookModel} holds one for the next move
 * and one for the mid 5 s later, {@link io.colin.ml.book.BookEvaluator} measures them beside their baselines:
 * {@link io.colin.ml.book.BookEvaluation} how often they are right, {@link io.colin.ml.book.BookAssessment} what their
 * probabilities and acting on them are worth.
 */
@NullMarked
package io.colin.ml.book;

import org.jspecify.annotations.NullMarked;
