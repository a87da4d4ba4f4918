package io.colin.risk.change;

import io.colin.api.internal.Require;

/**
 * That a second person agreed to configured limits, so that a start may raise what was in force before it. It names them by
 * their hash: other limits are not agreed to, and the start that raises limits with it uses it up. Whoever gives it has found the person to be who they say.
 *
 * @param limitsHash of the configured limits, {@link io.colin.risk.RiskLimits#configHash()}
 * @param approver who agreed, somebody else than who configured them
 */
public record ConfigurationApproval(String limitsHash, String approver) {
    /** Checks. */
    public ConfigurationApproval {
        Require.text("limitsHash", limitsHash);
        Require.text("approver", approver);
    }
}
