/**
 * Benchmarks of single stages by JMH, one class a stage, and {@link io.colin.benchmarks.LatencyHarness}, which measures a
 * whole engine under a load that does not wait for it. Start with the README beside the sources.
 */
@NullMarked
package io.colin.benchmarks;

import org.jspecify.annotations.NullMarked;
