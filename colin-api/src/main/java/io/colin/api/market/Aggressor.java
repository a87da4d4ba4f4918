package io.colin.api.market;

/** Which side crossed the spread in a trade. */
public enum Aggressor {
    /** The buyer took. */
    BUY,
    /** The seller took. */
    SELL,
    /** The source does not say. */
    UNKNOWN
}
