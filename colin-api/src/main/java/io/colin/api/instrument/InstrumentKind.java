package io.colin.api.instrument;

/** The kind of contract behind a symbol. */
public enum InstrumentKind {
    /** Delivery of the base currency at once; holdings count at quantity times mark. */
    SPOT,
    /** A future without expiry, held together by funding payments. */
    PERPETUAL,
    /** A future with an expiry. */
    FUTURE
}
