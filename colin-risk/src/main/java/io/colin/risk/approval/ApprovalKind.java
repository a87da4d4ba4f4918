package io.colin.risk.approval;

/** What an approval is good for; one of a kind is never taken for another. */
public enum ApprovalKind {
    /** Letting one order go that a rule of conduct holds back. */
    ORDER_REVIEW,
    /** Letting one order go that a soft limit holds back. */
    SOFT_LIMIT,
    /** Putting a change of limits in force that is more than a cut. */
    LIMIT_CHANGE,
    /** Arming again what a kill switch stopped. */
    KILL_REARM
}
