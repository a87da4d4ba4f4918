/**
 * Risk in the path of every order. Start with {@link io.colin.risk.RiskLimits}, give it to
 * {@link io.colin.risk.gate.StandardGate}; the sizes of a signal's orders come from
 * {@link io.colin.risk.sizing.EquityShare}.
 */
@NullMarked
package io.colin.risk;

import org.jspecify.annotations.NullMarked;
