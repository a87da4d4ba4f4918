package io.colin.execution.engine;

import io.colin.api.order.ParentOrder;

/** What became of a request to cancel. */
public sealed interface CancelResult {
    /**
     * The cancel is on its way, or done.
     *
     * @param order the parent as it is now
     */
    record Requested(ParentOrder order) implements CancelResult {}

    /**
     * It had ended before.
     *
     * @param order the parent
     */
    record AlreadyEnded(ParentOrder order) implements CancelResult {}

    /**
     * There is no such order.
     *
     * @param orderId what was asked for
     */
    record NotFound(String orderId) implements CancelResult {}
}
