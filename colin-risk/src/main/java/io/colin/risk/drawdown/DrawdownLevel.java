package io.colin.risk.drawdown;

import io.colin.api.risk.TradingState;

/** The rungs of the ladder, mildest first. */
public enum DrawdownLevel {
    /** Above every rung. */
    NONE(100, TradingState.ACTIVE),
    /** New orders at three quarters. */
    WARNING(75, TradingState.ACTIVE),
    /** New orders at half. */
    REDUCE(50, TradingState.ACTIVE),
    /** Only orders that shrink exposure; latched. */
    HARD(0, TradingState.REDUCING),
    /** Nothing goes out; latched. */
    HALT(0, TradingState.HALTED),
    /** Nothing goes out and the system's kill switch is thrown; latched. */
    KILL(0, TradingState.HALTED);

    private final int sizePercent;
    private final TradingState tradingState;

    DrawdownLevel(int sizePercent, TradingState tradingState) {
        this.sizePercent = sizePercent;
        this.tradingState = tradingState;
    }

    /**
     * What is left of the full size of new orders when the rung is reached.
     *
     * @return percent, 0 to 100
     */
    public int sizePercent() {
        return sizePercent;
    }

    /**
     * What may be traded on the rung.
     *
     * @return the state
     */
    public TradingState tradingState() {
        return tradingState;
    }

    /**
     * Whether only a reset ends it.
     *
     * @return true from HARD on
     */
    public boolean isLatched() {
        return compareTo(HARD) >= 0;
    }
}
