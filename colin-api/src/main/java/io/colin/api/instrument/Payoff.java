package io.colin.api.instrument;

/** How profit grows with the price. */
public enum Payoff {
    /** Profit in the quote currency: (exit − entry) · quantity · contract size. */
    LINEAR,
    /** Profit in the base currency: quantity · contract size · (1/entry − 1/exit); a contract is worth quote units. */
    INVERSE
}
