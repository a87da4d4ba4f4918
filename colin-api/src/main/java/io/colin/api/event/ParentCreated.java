package io.colin.api.event;

import io.colin.api.order.ParentOrder;

/**
 * A parent came to be.
 *
 * @param header where it stands
 * @param order as created
 * @param idempotencyKey the key of the request that made it, empty without one
 * @param requestHash hash of that request, empty without one
 */
public record ParentCreated(EventHeader header, ParentOrder order, String idempotencyKey, String requestHash)
        implements LedgerEvent {}
