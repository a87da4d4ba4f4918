package io.colin.api.event;

import io.colin.api.risk.RiskDecision;

/**
 * The gate answered.
 *
 * @param header where it stands
 * @param orderId parent or child
 * @param decision the answer
 */
public record DecisionMade(EventHeader header, String orderId, RiskDecision decision) implements LedgerEvent {}
