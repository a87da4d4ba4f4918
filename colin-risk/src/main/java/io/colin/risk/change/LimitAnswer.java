package io.colin.risk.change;

import io.colin.risk.LimitDifference;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import java.util.List;

/** What {@link LimitControl} answers. Only {@link InForce} changed a limit. */
public sealed interface LimitAnswer {
    /**
     * The limits are in force.
     *
     * @param version what names them
     * @param changes one a value that changed
     */
    record InForce(LimitVersion version, List<LimitChange> changes) implements LimitAnswer {
        /** Copies. */
        public InForce {
            changes = List.copyOf(changes);
        }
    }

    /**
     * They are what is in force already.
     *
     * @param version what is in force
     */
    record Unchanged(LimitVersion version) implements LimitAnswer {}

    /**
     * Somebody else must agree first; nothing of it is in force, the cuts in it neither.
     *
     * @param approval what they are asked
     * @param differences everything that would change
     */
    record AwaitsApproval(Approval approval, List<LimitDifference> differences) implements LimitAnswer {
        /** Copies. */
        public AwaitsApproval {
            differences = List.copyOf(differences);
        }
    }

    /**
     * The desk of approvals refused.
     *
     * @param refused its reason
     */
    record NotApproved(ApprovalAnswer.Refused refused) implements LimitAnswer {}

    /**
     * Limits changed since this was proposed, so that what was agreed to is no longer what would happen. Propose anew.
     *
     * @param proposedOn hash of the limits it was to take the place of
     * @param inForce what is in force
     */
    record Stale(String proposedOn, LimitVersion inForce) implements LimitAnswer {}
}
