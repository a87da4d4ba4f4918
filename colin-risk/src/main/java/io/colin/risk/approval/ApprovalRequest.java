package io.colin.risk.approval;

import io.colin.api.internal.Require;

/**
 * A question to a second person.
 *
 * @param kind what the answer is to be good for
 * @param subject what it is about, for a person
 * @param fingerprint exactly what is asked for
 * @param requester who asks; only they can use the answer
 * @param reason why, for a person
 * @param expiresNs event time from which the answer is void, ns since epoch
 */
public record ApprovalRequest(
        ApprovalKind kind, String subject, Fingerprint fingerprint, String requester, String reason, long expiresNs) {
    /** Checks. */
    public ApprovalRequest {
        Require.text("subject", subject);
        Require.text("requester", requester);
        Require.text("reason", reason);
    }
}
