package io.colin.risk.approval;

import io.colin.api.internal.Require;

/** What {@link Approvals} answers. */
public sealed interface ApprovalAnswer {
    /**
     * It was done.
     *
     * @param approval as it is now
     */
    record Done(Approval approval) implements ApprovalAnswer {}

    /**
     * It was not done and nothing changed.
     *
     * @param why the rule that stands against it
     * @param detail for a person
     */
    record Refused(Why why, String detail) implements ApprovalAnswer {
        /** Checks. */
        public Refused {
            Require.text("detail", detail);
        }
    }

    /** The reasons. */
    enum Why {
        /** There is no such approval, or it ended too long ago to be remembered. */
        UNKNOWN,
        /** The decider is who asked. */
        SELF_APPROVAL,
        /** The decider is a part of the system and no person. */
        NOT_A_PERSON,
        /** Nobody agreed yet. */
        NOT_APPROVED,
        /** Somebody agreed already. */
        ALREADY_APPROVED,
        /** Somebody else refused. */
        DENIED,
        /** It happened already; once is all. */
        USED,
        /** Its time is over. */
        EXPIRED,
        /** It is good for something of another kind. */
        WRONG_KIND,
        /** It is good for something else. */
        WRONG_FINGERPRINT,
        /** Only who asked may use it. */
        NOT_THE_REQUESTER,
        /** Too many questions are open. */
        TOO_MANY_OPEN
    }
}
