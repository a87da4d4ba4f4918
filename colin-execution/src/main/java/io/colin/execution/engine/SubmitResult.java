package io.colin.execution.engine;

import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskDecision;

/** What became of an order somebody submitted. Every answer but NotTaken is durable. */
public sealed interface SubmitResult {
    /**
     * Approved or reduced, durable and handed on.
     *
     * @param order the parent
     * @param decision what the gate said
     */
    record Taken(ParentOrder order, RiskDecision decision) implements SubmitResult {}

    /**
     * Refused; kept as DENIED.
     *
     * @param order the parent
     * @param decision what the gate said
     */
    record Denied(ParentOrder order, RiskDecision decision) implements SubmitResult {}

    /**
     * The same request came before; nothing new was made.
     *
     * @param order the parent made then, as it is now
     */
    record Repeated(ParentOrder order) implements SubmitResult {}

    /**
     * The key or client order id was used for another request; nothing was made.
     *
     * @param field {@code idempotency_key} or {@code client_order_id}
     * @param order the parent that has it
     */
    record Conflict(String field, ParentOrder order) implements SubmitResult {}

    /**
     * The engine does not take orders now; nothing was made.
     *
     * @param reason for a person
     */
    record NotTaken(String reason) implements SubmitResult {}
}
