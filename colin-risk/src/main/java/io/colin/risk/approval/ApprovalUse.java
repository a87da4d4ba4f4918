package io.colin.risk.approval;

import io.colin.api.internal.Require;

/**
 * The wish to do what was agreed to.
 *
 * @param id of the approval
 * @param kind what is about to happen
 * @param fingerprint exactly what is about to happen
 * @param principal who does it
 */
public record ApprovalUse(String id, ApprovalKind kind, Fingerprint fingerprint, String principal) {
    /** Checks. */
    public ApprovalUse {
        Require.text("id", id);
        Require.text("principal", principal);
    }
}
