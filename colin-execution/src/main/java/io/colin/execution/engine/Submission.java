package io.colin.execution.engine;

import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;

/**
 * An order from outside, with what makes a repeat recognisable.
 *
 * @param intent what is asked; an empty correlation id is replaced by the order's id
 * @param principal who asks
 * @param idempotencyKey the key of the request, empty without one
 * @param requestHash what identifies the content of the request; equal for a repeat
 */
public record Submission(OrderIntent intent, String principal, String idempotencyKey, String requestHash) {
    /** Checks. */
    public Submission {
        Require.text("principal", principal);
        Require.text("requestHash", requestHash);
    }
}
