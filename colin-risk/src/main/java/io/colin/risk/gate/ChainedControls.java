package io.colin.risk.gate;

import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskControls;
import java.util.List;

/** What a person may do to several gates: done to all of them, even when the first has nothing to change. */
record ChainedControls(List<RiskControls> all) implements RiskControls {
    @Override
    public boolean kill(KillSwitch killSwitch) {
        boolean changed = false;
        for (RiskControls controls : all) {
            changed |= controls.kill(killSwitch);
        }
        return changed;
    }

    @Override
    public boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        boolean changed = false;
        for (RiskControls controls : all) {
            changed |= controls.rearm(scope, target, reason, principal, approver);
        }
        return changed;
    }

    @Override
    public void resetLosses(String reason, String principal) {
        all.forEach(controls -> controls.resetLosses(reason, principal));
    }

    @Override
    public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        boolean changed = false;
        for (RiskControls controls : all) {
            changed |= controls.resetBreaker(breaker, scope, reason, principal);
        }
        return changed;
    }

    @Override
    public boolean review(String alert, String principal) {
        boolean changed = false;
        for (RiskControls controls : all) {
            changed |= controls.review(alert, principal);
        }
        return changed;
    }
}
