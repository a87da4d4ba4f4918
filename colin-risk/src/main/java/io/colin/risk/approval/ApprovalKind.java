package io.colin.risk.approval;

/** What an approval is good for; one of a kind is never taken for another. */
public enum ApprovalKind {
    /** Letting one order go that a rule of conduct holds back. */
    ORDER_REVIEW,
    /** Putting a change of limits in force that is more than a cut. */
    LIMIT_CHANGE
}
