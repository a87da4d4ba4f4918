package io.colin.risk.correlation;

import io.colin.api.instrument.Symbol;

/**
 * Two symbols that move together.
 *
 * @param first the one whose name comes first
 * @param second the other
 * @param rho Pearson correlation, in [−1, 1]
 */
public record CorrelatedPair(Symbol first, Symbol second, double rho) {}
