package io.colin.risk;

/** What an account may owe. */
public enum AccountKind {
    /** Owns what it trades: a buy needs its money, a sell needs its holding, derivatives are refused. */
    CASH_SPOT,
    /** May be short and may hold derivatives, as long as enough equity stays free of margin. */
    MARGIN
}
