/**
 * Execution algorithms: {@link io.colin.execution.algo.Immediate} sends one slice at once,
 * {@link io.colin.execution.algo.Twap} spreads a parent evenly over time. Both keep no state of their own: everything
 * follows from the parent, the market and the time, so that a restart or a replay changes nothing.
 */
@NullMarked
package io.colin.execution.algo;

import org.jspecify.annotations.NullMarked;
