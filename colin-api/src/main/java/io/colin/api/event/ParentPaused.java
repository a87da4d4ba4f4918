package io.colin.api.event;

import io.colin.api.internal.Require;

/**
 * Work on a parent was paused or taken up again. While it is paused nothing of it is sent. What was open at a venue is
 * cancelled, unless the algorithm pauses by itself until what it gives as the reason is over.
 *
 * @param header where it stands
 * @param orderId the parent
 * @param paused true from now on nothing is sent, false it goes on
 * @param principal who asked: {@code engine} where the parent's algorithm wants a person to look, {@link #ALGORITHM} where it
 *     pauses by itself and goes on by itself
 * @param reason why, for a person
 */
public record ParentPaused(EventHeader header, String orderId, boolean paused, String principal, String reason)
        implements LedgerEvent {
    /** The principal of a pause that an algorithm makes, and ends, by itself. */
    public static final String ALGORITHM = "algorithm";

    /** Checks. */
    public ParentPaused {
        Require.text("orderId", orderId);
        Require.text("principal", principal);
        Require.text("reason", reason);
    }
}
