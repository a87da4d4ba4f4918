package io.colin.risk.approval;

import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.RiskNotice;

/**
 * What happened to an approval: the content of an {@link io.colin.api.event.ApprovalChanged} before it has its place among
 * the events.
 *
 * @param approvalId whose
 * @param subject what it is about
 * @param step asked, approved, denied, used or expired
 * @param principal who did this step; {@link Approvals#CLOCK} when time did
 * @param note why, for a person; may be empty
 * @param timeNs event time, ns since epoch
 */
public record ApprovalStep(
        String approvalId, String subject, ApprovalStage step, String principal, String note, long timeNs) {
    /**
     * The step as a gate tells it.
     *
     * @return what the record is to hold
     */
    public RiskNotice.ApprovalStep notice() {
        return new RiskNotice.ApprovalStep(approvalId, subject, step, principal, note);
    }
}
