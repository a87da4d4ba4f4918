package io.colin.execution.engine;

import io.colin.api.internal.Require;
import io.colin.api.order.OrderGroup;

/**
 * Orders that hang together, from outside, with what makes a repeat recognisable.
 *
 * @param group what is asked
 * @param principal who asks
 * @param idempotencyKey the key of the request, empty without one
 * @param requestHash what identifies the content of the request; equal for a repeat
 */
public record GroupSubmission(OrderGroup group, String principal, String idempotencyKey, String requestHash) {
    /** Checks. */
    public GroupSubmission {
        Require.text("principal", principal);
        Require.text("requestHash", requestHash);
    }
}
