package io.colin.risk.change;

import io.colin.api.internal.Require;

/**
 * Limits that were, or are, in force.
 *
 * @param number from 1, without gaps
 * @param hash what names them in every decision, {@link io.colin.risk.RiskLimits#configHash()}
 * @param sinceNs event time from which they are in force, ns since epoch; of the first the time it was configured
 * @param principal who asked for them
 * @param approver who agreed; empty for the first and for cuts, which need nobody
 * @param reason why, for a person
 */
public record LimitVersion(long number, String hash, long sinceNs, String principal, String approver, String reason) {
    /** Checks. */
    public LimitVersion {
        Require.positive("number", number);
        Require.text("hash", hash);
        Require.text("principal", principal);
        Require.text("reason", reason);
    }
}
