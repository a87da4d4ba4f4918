package io.colin.api.risk;

import io.colin.api.internal.Require;
import java.util.List;

/** What became of something that may need two people. Only {@link InForce} changed a limit. */
public sealed interface ChangeResult {
    /**
     * The limits are in force.
     *
     * @param configHash what names them in every decision from now on
     * @param changes one a value that changed
     */
    record InForce(String configHash, List<RiskNotice.LimitChange> changes) implements ChangeResult {
        /** Copies. */
        public InForce {
            changes = List.copyOf(changes);
        }
    }

    /**
     * They are what is in force already.
     *
     * @param configHash what names them
     */
    record Unchanged(String configHash) implements ChangeResult {}

    /**
     * Somebody else must agree first; until then nothing of it happens, the cuts in a change of limits neither.
     *
     * @param approval what they are asked
     */
    record Waiting(OpenApproval approval) implements ChangeResult {}

    /**
     * Somebody else agreed: who asked may do it once, before it expires.
     *
     * @param approval what was agreed to
     */
    record Agreed(OpenApproval approval) implements ChangeResult {}

    /**
     * Somebody else refused.
     *
     * @param approvalId whose end that is
     */
    record Denied(String approvalId) implements ChangeResult {}

    /**
     * It was not done and nothing changed.
     *
     * @param why the rule that stands against it
     * @param detail for a person
     */
    record Refused(Why why, String detail) implements ChangeResult {
        /** Checks. */
        public Refused {
            Require.text("detail", detail);
        }
    }

    /**
     * The gate has no such thing; nothing changed.
     *
     * @param reason for a person
     */
    record Unsupported(String reason) implements ChangeResult {}

    /** The rules. */
    enum Why {
        /** There is no such approval or order, or it ended too long ago to be remembered. */
        UNKNOWN,
        /** The decider is who asked. */
        SELF_APPROVAL,
        /** The decider is a part of the system and no person. */
        NOT_A_PERSON,
        /** Somebody agreed already. */
        ALREADY_APPROVED,
        /** Somebody else refused. */
        DENIED,
        /** It happened already; once is all. */
        USED,
        /** Its time is over. */
        EXPIRED,
        /** Only whose order it is may ask. */
        NOT_THE_REQUESTER,
        /** Too many questions are open. */
        TOO_MANY_OPEN,
        /** Limits changed since it was proposed: what was agreed to is no longer what would happen. Propose anew. */
        STALE,
        /** A hard limit or a critical rule holds it back, which nobody can lift for one order. */
        HARD_BLOCK
    }
}
