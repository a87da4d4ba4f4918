package io.colin.api.risk;

import io.colin.api.internal.Require;

/**
 * Something that needs two people and may still happen.
 *
 * @param id its name
 * @param kind what it is good for
 * @param subject what it is about, for a person: an order, limits
 * @param asked exactly what is asked for, lines {@code name=value}: what whoever agrees is to read
 * @param requester who asked
 * @param reason why, for a person
 * @param askedNs event time of the question, ns since epoch
 * @param expiresNs event time from which it is void, ns since epoch
 * @param approver who agreed; empty while nobody has
 */
public record OpenApproval(
        String id,
        Kind kind,
        String subject,
        String asked,
        String requester,
        String reason,
        long askedNs,
        long expiresNs,
        String approver) {
    /** What an approval is good for. */
    public enum Kind {
        /** Limits that raise something come into force. */
        LIMIT_CHANGE,
        /** An order goes that a rule of conduct holds back. */
        ORDER_REVIEW
    }

    /** Checks. */
    public OpenApproval {
        Require.text("id", id);
        Require.text("subject", subject);
        Require.text("asked", asked);
        Require.text("requester", requester);
        Require.text("reason", reason);
        Require.that(expiresNs > askedNs, "expiresNs", "must be after askedNs " + askedNs, expiresNs);
    }
}
