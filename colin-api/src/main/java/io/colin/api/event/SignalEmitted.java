package io.colin.api.event;

import io.colin.api.internal.Require;
import io.colin.api.signal.Signal;

/**
 * A model gave a signal.
 *
 * @param header where it stands
 * @param signal the signal
 * @param traded whether it may set a target; false for one that was asked for by a person, and for a provisional one
 */
public record SignalEmitted(EventHeader header, Signal signal, boolean traded) implements LedgerEvent {
    /** Checks. */
    public SignalEmitted {
        Require.that(!traded || !signal.provisional(), "traded", "must be false for a provisional signal", traded);
    }
}
