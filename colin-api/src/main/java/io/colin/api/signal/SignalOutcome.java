package io.colin.api.signal;

import io.colin.api.instrument.Symbol;

/** What a decision point gave: a {@link Signal} (which may be NEUTRAL) or {@link NoSignal}. */
public sealed interface SignalOutcome permits Signal, NoSignal {
    /**
     * What it is about.
     *
     * @return the symbol
     */
    Symbol symbol();

    /**
     * The event time of the newest input.
     *
     * @return ns since epoch
     */
    long dataAsOfNs();
}
