package io.colin.api.order;

/** Which price triggers a stop. */
public enum TriggerSource {
    /** The last trade. */
    LAST,
    /** The best ask for a buy, the best bid for a sell. */
    BID_ASK,
    /** The venue's mark price. */
    MARK,
    /** The venue's index price: at a venue that triggers by it itself. A stop that the engine watches is denied. */
    INDEX
}
