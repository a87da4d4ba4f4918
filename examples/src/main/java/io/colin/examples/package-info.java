/**
 * One small runnable program a topic; start with {@link io.colin.examples.Quickstart}. Each has a {@code main} that
 * prints to the standard output and a method that prints to a stream given to it, which is what the tests run.
 */
@NullMarked
package io.colin.examples;

import org.jspecify.annotations.NullMarked;
