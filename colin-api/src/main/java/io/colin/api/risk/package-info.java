/**
 * Real-time risk in the path of every order: a {@link io.colin.api.risk.RiskGate} answers a
 * {@link io.colin.api.risk.RiskRequest} with a {@link io.colin.api.risk.RiskDecision}.
 */
@NullMarked
package io.colin.api.risk;

import org.jspecify.annotations.NullMarked;
