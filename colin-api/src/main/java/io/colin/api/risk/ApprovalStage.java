package io.colin.api.risk;

/** How far something has come that needs two people. */
public enum ApprovalStage {
    /** Somebody asked. */
    ASKED,
    /** Somebody else agreed. */
    APPROVED,
    /** Somebody else refused. */
    DENIED,
    /** What was agreed to happened; it cannot happen again. */
    USED,
    /** Nobody agreed, or nobody used it, in time. */
    EXPIRED
}
