package io.colin.execution.engine;

import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import java.util.List;

/** What became of a request to change an order. */
public sealed interface AmendResult {
    /**
     * The change is in force, or, while the order is {@code PENDING_UPDATE}, asked of the venues: they may still refuse it.
     *
     * @param order the parent as it is now
     */
    record Taken(ParentOrder order) implements AmendResult {}

    /**
     * Nothing changed.
     *
     * @param order the parent as it works on
     * @param reasons why, at least one
     */
    record Refused(ParentOrder order, List<Refusal> reasons) implements AmendResult {
        /** Copies. */
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It had ended before.
     *
     * @param order the parent
     */
    record AlreadyEnded(ParentOrder order) implements AmendResult {}

    /**
     * It has another version than the one that was looked at; nothing changed.
     *
     * @param order the parent as it is now
     */
    record Stale(ParentOrder order) implements AmendResult {}

    /**
     * There is no such order.
     *
     * @param orderId what was asked for
     */
    record NotFound(String orderId) implements AmendResult {}
}
