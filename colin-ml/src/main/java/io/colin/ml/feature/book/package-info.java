/**
 * Columns of a live order book: {@link io.colin.ml.feature.book.BookFeatures} takes the book, quote and trade events of
 * one symbol and answers its row at any moment, {@link io.colin.ml.feature.book.BookColumns} says what the columns are.
 */
@NullMarked
package io.colin.ml.feature.book;

import org.jspecify.annotations.NullMarked;
