package io.colin.api.signal;

/** The life of a model. */
public enum ModelStage {
    /** Trained, not judged. */
    CANDIDATE,
    /** Judged and good enough to be watched. */
    VALIDATED,
    /** Scores live data without orders. */
    SHADOW,
    /** Trades a share of the capital. */
    CHALLENGER,
    /** Trades. */
    CHAMPION,
    /** Was champion. */
    RETIRED,
    /** Failed a gate. */
    REJECTED
}
