package io.colin.api.event;

import io.colin.api.execution.ExecutionNote;
import io.colin.api.internal.Require;

/**
 * The market was looked at for the costs of a parent. It is recorded so that a restart measures on where the run stopped.
 *
 * @param header where it stands
 * @param orderId the parent
 * @param note what was seen
 */
public record ExecutionNoted(EventHeader header, String orderId, ExecutionNote note) implements LedgerEvent {
    /** Checks. */
    public ExecutionNoted {
        Require.text("orderId", orderId);
    }
}
