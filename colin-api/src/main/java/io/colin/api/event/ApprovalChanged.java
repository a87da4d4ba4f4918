package io.colin.api.event;

import io.colin.api.internal.Require;
import io.colin.api.risk.ApprovalStage;

/**
 * Something that needs two people was asked for, agreed to, denied, used or ran out.
 *
 * @param header where it stands
 * @param approvalId its id
 * @param subject what it is about: an order, a limit, a kill switch
 * @param step asked, approved, denied, used or expired
 * @param principal who did this step
 * @param note why, for a person; may be empty
 */
public record ApprovalChanged(
        EventHeader header, String approvalId, String subject, ApprovalStage step, String principal, String note)
        implements LedgerEvent {
    /** Checks. */
    public ApprovalChanged {
        Require.text("approvalId", approvalId);
        Require.text("subject", subject);
        Require.text("principal", principal);
    }
}
