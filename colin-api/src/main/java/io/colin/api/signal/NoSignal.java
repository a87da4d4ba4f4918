package io.colin.api.signal;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;

/**
 * A decision point at which the model could not speak.
 *
 * @param symbol what it is about
 * @param dataAsOfNs event time of the newest input, ns since epoch
 * @param model the model's id
 * @param reason why, never NONE
 * @param detail for a person
 */
public record NoSignal(Symbol symbol, long dataAsOfNs, String model, SignalReason reason, String detail)
        implements SignalOutcome {
    /** Checks. */
    public NoSignal {
        Require.that(reason != SignalReason.NONE, "reason", "must not be NONE", reason);
    }
}
