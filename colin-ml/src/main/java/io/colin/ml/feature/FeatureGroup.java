package io.colin.ml.feature;

/** Where a column comes from, which also decides how it is scaled. */
public enum FeatureGroup {
    /** Prices and volumes of bars; scaled by median and 25–75 % range. */
    TECHNICAL,
    /** A live order book; scaled by mean and standard deviation. */
    ORDER_BOOK,
    /** Trading activity; scaled by median and 10–90 % range. */
    LIQUIDITY,
    /** Time of day and outside data; scaled by mean and standard deviation. */
    ALTERNATIVE
}
