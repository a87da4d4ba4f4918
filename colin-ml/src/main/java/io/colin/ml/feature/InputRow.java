package io.colin.ml.feature;

/** Where each number stands in a reading of {@link MarketInputs}. */
final class InputRow {
    /** Aggressive buys − sells of the bar, in its unit of volume. */
    static final int SIGNED_VOLUME = 0;

    /** Value of longs closed by force within the bar, quote currency. */
    static final int LIQUIDATED_LONG = 1;

    static final int LIQUIDATED_SHORT = 2;

    /** Basis points per 8 h. */
    static final int FUNDING = 3;

    static final int FUNDING_SCORE = 4;

    /** Base currency or contracts. */
    static final int OPEN_INTEREST = 5;

    static final int BTC_RETURN = 6;

    static final int ETH_RETURN = 7;

    /** 0 to 100. */
    static final int SENTIMENT = 8;

    /** The first of the order book's columns, which are taken as they are. */
    static final int BOOK = 9;

    private InputRow() {}
}
