package io.colin.api.order;

/** Which side of the book a fill was on. */
public enum Liquidity {
    /** It rested and was taken. */
    MAKER,
    /** It took. */
    TAKER
}
