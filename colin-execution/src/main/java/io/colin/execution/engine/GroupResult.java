package io.colin.execution.engine;

import io.colin.api.order.ParentOrder;
import java.util.List;

/** What became of a group of orders somebody submitted: of all of them the same. Every answer but NotTaken is durable. */
public sealed interface GroupResult {
    /**
     * All are taken, and those that wait for nothing are handed on.
     *
     * @param orders the parents, in the order of the group
     */
    record Taken(List<ParentOrder> orders) implements GroupResult {
        /** Copies. */
        public Taken {
            orders = List.copyOf(orders);
        }
    }

    /**
     * One at least was refused, and with it all; kept as DENIED, each with its reason.
     *
     * @param orders the parents, in the order of the group
     */
    record Denied(List<ParentOrder> orders) implements GroupResult {
        /** Copies. */
        public Denied {
            orders = List.copyOf(orders);
        }
    }

    /**
     * The same request came before; nothing new was made.
     *
     * @param orders the parents made then, as they are now
     */
    record Repeated(List<ParentOrder> orders) implements GroupResult {
        /** Copies. */
        public Repeated {
            orders = List.copyOf(orders);
        }
    }

    /**
     * The key or a client order id was used for another request; nothing was made.
     *
     * @param field {@code idempotency_key} or {@code client_order_id}
     * @param order the parent that has it
     */
    record Conflict(String field, ParentOrder order) implements GroupResult {}

    /**
     * The engine does not take orders now; nothing was made.
     *
     * @param reason for a person
     */
    record NotTaken(String reason) implements GroupResult {}
}
