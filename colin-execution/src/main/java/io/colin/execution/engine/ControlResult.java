package io.colin.execution.engine;

import java.util.List;

/** What became of something a person asked of the gate. Durable when it is answered. */
public sealed interface ControlResult {
    /**
     * It is so now.
     *
     * @param changed false when it was so before
     * @param orderIds the parents whose cancel this asked for
     */
    record Applied(boolean changed, List<String> orderIds) implements ControlResult {
        /** Copies. */
        public Applied {
            orderIds = List.copyOf(orderIds);
        }
    }

    /**
     * It cannot be done now; nothing was changed.
     *
     * @param reason for a person
     * @param orderIds the orders that stand in the way, if it is orders
     */
    record Refused(String reason, List<String> orderIds) implements ControlResult {
        /** Copies. */
        public Refused {
            orderIds = List.copyOf(orderIds);
        }
    }

    /**
     * The gate of this engine has no controls; nothing was changed.
     *
     * @param reason for a person
     */
    record Unsupported(String reason) implements ControlResult {}
}
