package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;

/**
 * Who decides, when and why.
 *
 * @param principal an identity of the API, {@code operator} or {@code engine}
 * @param timeNs event time, ns since epoch
 * @param reason for a person, at most 500 characters
 */
public record Decision(String principal, long timeNs, String reason) {
    private static final int LONGEST = 500;

    /** Checks. */
    public Decision {
        Require.text("principal", principal);
        Require.text("reason", reason);
        Require.that(reason.length() <= LONGEST, "reason", "must have at most 500 characters", reason.length());
    }
}
