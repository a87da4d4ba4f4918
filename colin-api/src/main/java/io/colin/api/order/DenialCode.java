package io.colin.api.order;

/** Why an order was refused by us; the texts are the published table. */
public enum DenialCode {
    /** Quantity below the instrument's minimum. */
    QUANTITY_BELOW_MINIMUM,
    /** Quantity above the cap of the instrument. */
    QUANTITY_EXCEEDS_MAXIMUM,
    /** Quantity not on the lot grid. */
    QUANTITY_PRECISION,
    /** Price not on the tick grid. */
    PRICE_PRECISION,
    /** Price too far from the reference. */
    PRICE_COLLAR,
    /** Order value below the minimum. */
    NOTIONAL_BELOW_MINIMUM,
    /** Order value above the maximum. */
    NOTIONAL_EXCEEDS_MAXIMUM,
    /** Order value above the free balance. */
    NOTIONAL_EXCEEDS_FREE_BALANCE,
    /** Margin needed above what is free. */
    MARGIN_EXCEEDS_FREE_BALANCE,
    /** Too many messages. */
    RATE_LIMIT_EXCEEDED,
    /** A reduce-only order would open or grow a position. */
    REDUCE_ONLY_WOULD_INCREASE,
    /** Trading is halted. */
    TRADING_HALTED,
    /** Only orders that shrink exposure are allowed. */
    TRADING_STATE_REDUCING,
    /** A symbol, side or strategy is locked. */
    LOCKED,
    /** Positions are being reconciled. */
    RECONCILING,
    /** The order type is not offered. */
    UNSUPPORTED_ORDER_TYPE,
    /** The time in force is not offered. */
    UNSUPPORTED_TIME_IN_FORCE,
    /** A flag is not offered. */
    UNSUPPORTED_FLAG,
    /** No model for the horizon: told to who asks for a signal. No order is refused with it. */
    UNSUPPORTED_HORIZON,
    /** The expire time has passed. */
    EXPIRE_TIME_IN_PAST,
    /** The symbol is not in the universe. */
    INSTRUMENT_NOT_FOUND,
    /** A field breaks its rule. */
    VALIDATION_FAILED,
    /** The same order was just sent, or the client order id was used. */
    DUPLICATE_ORDER,
    /** An armed limit has no value. */
    NO_LIMIT_CONFIGURED,
    /** The position would exceed its limit. */
    POSITION_LIMIT,
    /** Gross exposure would exceed its limit. */
    EXPOSURE_LIMIT,
    /** One symbol, sector or venue would hold too much. */
    CONCENTRATION_LIMIT,
    /** Correlated positions would exceed their limit. */
    CORRELATION_LIMIT,
    /** Leverage would exceed its limit. */
    LEVERAGE_LIMIT,
    /** Value at risk would exceed its limit. */
    VAR_LIMIT,
    /** Expected shortfall would exceed its limit. */
    ES_LIMIT,
    /** A stress loss would exceed its limit. */
    STRESS_LIMIT,
    /** Drawdown reached its limit. */
    DRAWDOWN_LIMIT,
    /** The day's loss reached its limit. */
    DAILY_LOSS_LIMIT,
    /** Expected slippage above its cap. */
    SLIPPAGE_LIMIT,
    /** No fresh price. */
    STALE_MARKET_DATA,
    /** Risk figures too old. */
    STALE_RISK_DATA,
    /** The model is past its expiry. */
    STALE_MODEL,
    /** The signal is not confident enough. */
    LOW_CONFIDENCE,
    /** The input lies outside what the model was trained on. */
    OUT_OF_DISTRIBUTION,
    /** It would trade with an order of our own. */
    SELF_TRADE,
    /** The symbol is restricted. */
    RESTRICTED_SYMBOL,
    /** A compliance rule failed. */
    COMPLIANCE,
    /** No venue can take it. */
    NO_LIQUIDITY,
    /** Our clock is off. Kept for live venue connections, which measure it; nothing gives it yet. */
    CLOCK_DRIFT,
    /**
     * The ledger does not take records. Nothing gives it yet: a ledger that fails ends the run, what is open is cancelled
     * and nothing new is taken.
     */
    AUDIT_UNAVAILABLE,
    /** A check failed to run. */
    GATE_ERROR
}
