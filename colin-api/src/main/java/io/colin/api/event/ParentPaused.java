package io.colin.api.event;

import io.colin.api.internal.Require;

/**
 * Work on a parent was paused or taken up again. While it is paused nothing of it is sent, and what was open at a venue is
 * cancelled.
 *
 * @param header where it stands
 * @param orderId the parent
 * @param paused true from now on nothing is sent, false it goes on
 * @param principal who asked, {@code engine} for the parent's own algorithm
 * @param reason why, for a person
 */
public record ParentPaused(EventHeader header, String orderId, boolean paused, String principal, String reason)
        implements LedgerEvent {
    /** Checks. */
    public ParentPaused {
        Require.text("orderId", orderId);
        Require.text("principal", principal);
        Require.text("reason", reason);
    }
}
