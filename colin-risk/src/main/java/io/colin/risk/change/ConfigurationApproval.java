package io.colin.risk.change;

import io.colin.api.internal.Require;

/**
 * That a second person agreed to configured limits, or to the other settings of a start, so that it may raise or loosen what was
 * in force before it. It names them by their hash: others are not agreed to, and the start that raises or loosens something with
 * it uses it up. Whoever gives it has found the person to be who they say.
 *
 * @param limitsHash of the configured limits, {@link io.colin.risk.RiskLimits#configHash()}, or of the other settings, as the
 *     refusal of a start names it
 * @param approver who agreed, somebody else than who configured them
 */
public record ConfigurationApproval(String limitsHash, String approver) {
    /** Checks. */
    public ConfigurationApproval {
        Require.text("limitsHash", limitsHash);
        Require.text("approver", approver);
    }
}
