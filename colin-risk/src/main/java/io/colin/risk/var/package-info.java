/**
 * Value at risk and expected shortfall: historical, parametric, Cornish–Fisher and Monte Carlo, their decomposition,
 * their change by one order, and the back-tests that say whether they were right. Start with
 * {@link io.colin.risk.var.VarModel}, which prepares a return history; {@link io.colin.risk.var.PortfolioVar} measures a
 * portfolio in full, {@link io.colin.risk.var.IncrementalVar} answers within microseconds for one more order.
 */
@NullMarked
package io.colin.risk.var;

import org.jspecify.annotations.NullMarked;
