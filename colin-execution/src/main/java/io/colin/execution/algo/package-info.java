/**
 * Execution algorithms: {@link io.colin.execution.algo.Immediate} sends one slice at once,
 * {@link io.colin.execution.algo.Twap} spreads a parent over time, {@link io.colin.execution.algo.Vwap} over the market's
 * volume, {@link io.colin.execution.algo.Pov} keeps to a share of it,
 * {@link io.colin.execution.algo.ImplementationShortfall} weighs the risk of waiting against the cost of hurrying, and
 * {@link io.colin.execution.algo.Iceberg} rests with a small part shown. None keeps a state of its own: everything follows
 * from the parent, the market and the time, so that a restart or a replay changes nothing.
 */
@NullMarked
package io.colin.execution.algo;

import org.jspecify.annotations.NullMarked;
