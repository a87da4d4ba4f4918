/**
 * Active reduction, off unless it is asked for: the {@link io.colin.risk.reduction.ReductionPlanner} turns a rung of the
 * drawdown ladder into reduce-only orders, and {@link io.colin.risk.reduction.ReductionMemory} remembers over restarts
 * what there was when the first rung was crossed.
 */
@NullMarked
package io.colin.risk.reduction;

import org.jspecify.annotations.NullMarked;
