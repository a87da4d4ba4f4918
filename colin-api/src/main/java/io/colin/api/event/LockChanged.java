package io.colin.api.event;

import io.colin.api.internal.Require;
import io.colin.api.risk.TimedLock;

/**
 * A person locked a symbol for a time, or lifted such a lock. One that ends by itself is in no event of its own: its end is in
 * the lock.
 *
 * @param header where it stands
 * @param lock as it stands from now on, or stood until now
 * @param on true when locked, false when lifted
 * @param reason why it was locked or lifted, for a person
 * @param principal who locked or lifted it
 */
public record LockChanged(EventHeader header, TimedLock lock, boolean on, String reason, String principal)
        implements LedgerEvent {
    /** Checks. */
    public LockChanged {
        Require.text("reason", reason);
        Require.text("principal", principal);
    }
}
