package io.colin.execution.engine;

import io.colin.api.order.ParentOrder;

/** What became of a request to pause or resume the work on an order. Durable when it is answered. */
public sealed interface PauseResult {
    /**
     * It is so now.
     *
     * @param order the parent as it is
     * @param changed false when it was so before
     */
    record Applied(ParentOrder order, boolean changed) implements PauseResult {}

    /**
     * It had ended, or is being cancelled.
     *
     * @param order the parent
     */
    record AlreadyEnded(ParentOrder order) implements PauseResult {}

    /**
     * There is no such order.
     *
     * @param orderId what was asked for
     */
    record NotFound(String orderId) implements PauseResult {}
}
