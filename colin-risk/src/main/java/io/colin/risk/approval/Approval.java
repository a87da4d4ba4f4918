package io.colin.risk.approval;

import io.colin.api.internal.Require;

/**
 * Something that needs two people and how far it has come.
 *
 * @param id its name, {@code approval-} and a number
 * @param kind what it is good for
 * @param subject what it is about, for a person: an order, a limit, a kill switch
 * @param fingerprint exactly what is asked for
 * @param requester who asked
 * @param reason why, for a person
 * @param askedNs event time of the question, ns since epoch
 * @param expiresNs event time from which it is void, whether agreed to or not, ns since epoch
 * @param status how far it has come
 * @param decider who agreed or denied; empty while nobody has
 * @param note what the decider said; may be empty
 */
public record Approval(
        String id,
        ApprovalKind kind,
        String subject,
        Fingerprint fingerprint,
        String requester,
        String reason,
        long askedNs,
        long expiresNs,
        Status status,
        String decider,
        String note) {
    /** How far it can come. */
    public enum Status {
        /** Nobody answered yet. */
        PENDING,
        /** Somebody else agreed; it may happen once. */
        APPROVED,
        /** Somebody else refused. */
        DENIED,
        /** It happened. */
        USED,
        /** Nobody agreed, or nobody used it, in time. */
        EXPIRED;

        /**
         * Whether something may still come of it.
         *
         * @return true for PENDING and APPROVED
         */
        public boolean isOpen() {
            return this == PENDING || this == APPROVED;
        }
    }

    /** Checks. */
    public Approval {
        Require.text("id", id);
        Require.text("subject", subject);
        Require.text("requester", requester);
        Require.text("reason", reason);
        Require.that(expiresNs > askedNs, "expiresNs", "must be after askedNs " + askedNs, expiresNs);
        boolean fits = switch (status) {
            case PENDING -> decider.isBlank();
            case APPROVED, DENIED, USED -> !decider.isBlank();
            case EXPIRED -> true;
        };
        Require.that(
                fits, "decider", "must be named once somebody decided, and only then", status + " \"" + decider + "\"");
    }

    Approval decided(Status newStatus, String principal, String newNote) {
        return new Approval(
                id, kind, subject, fingerprint, requester, reason, askedNs, expiresNs, newStatus, principal, newNote);
    }

    Approval with(Status newStatus) {
        return decided(newStatus, decider, note);
    }
}
