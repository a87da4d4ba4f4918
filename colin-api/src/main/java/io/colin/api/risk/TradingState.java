package io.colin.api.risk;

/** What may be traded. */
public enum TradingState {
    /** Everything within limits. */
    ACTIVE,
    /** Only orders that shrink exposure. */
    REDUCING,
    /** No submits and no amends; cancels pass. */
    HALTED
}
