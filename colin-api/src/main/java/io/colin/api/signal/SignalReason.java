package io.colin.api.signal;

/** Why a decision point gave no trading signal. */
public enum SignalReason {
    /** It gave one. */
    NONE,
    /** NEUTRAL was the most probable class. */
    NEUTRAL,
    /** The conformal set was not a single direction. */
    ABSTAINED,
    /** The confidence was below the threshold. */
    LOW_CONFIDENCE,
    /** The expected return did not cover its cost. */
    COST_NOT_COVERED,
    /** Direction and expected return disagree. */
    SIGN_DISAGREES,
    /** A required input is absent. */
    NO_DATA,
    /** Not enough history yet. */
    WARMING_UP,
    /** Too few members of an ensemble answered. */
    NO_QUORUM,
    /** The model is past its expiry. */
    STALE_MODEL,
    /** The input lies outside what was trained on. */
    OUT_OF_DISTRIBUTION,
    /** No model was trained for the horizon. */
    UNSUPPORTED_HORIZON,
    /** The model was trained for other columns. */
    SCHEMA_MISMATCH,
    /** Too many signals in the last minute. */
    RATE_LIMITED,
    /** The signal was older than its validity when it arrived. */
    EXPIRED,
    /** The model failed to answer. */
    MODEL_FAILED
}
