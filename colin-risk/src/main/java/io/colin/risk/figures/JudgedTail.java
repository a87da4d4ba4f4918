package io.colin.risk.figures;

import io.colin.risk.var.GateFigures;

/**
 * The tail of what was held when it was last measured, as a gate judges orders by it.
 *
 * @param figures in the account currency
 * @param equity what they are a share of, in the account currency, above 0
 */
public record JudgedTail(GateFigures figures, double equity) {}
