package io.colin.risk.killswitch;

import io.colin.api.internal.Require;
import io.colin.api.risk.KillSwitch;
import io.colin.risk.approval.Approvals;

/**
 * What a person says to arm again what a kill switch stopped: which switch, why, and who agrees.
 *
 * @param scope of the switch that is named
 * @param target of the switch, empty for the system
 * @param reason why, for a person
 * @param principal who asks
 * @param approver who agrees, somebody else; names that differ in case, width of characters or outer blanks only are one
 *     person's
 * @param timeNs event time, ns since epoch
 */
public record Rearm(
        KillSwitch.Scope scope, String target, String reason, String principal, String approver, long timeNs) {
    /** Checks that texts are there and that two persons agree. */
    public Rearm {
        Require.text("reason", reason);
        Require.text("principal", principal);
        Require.text("approver", approver);
        Require.that(
                !Approvals.isSamePerson(principal, approver),
                "approver",
                "must be somebody else than principal " + principal,
                approver);
    }
}
