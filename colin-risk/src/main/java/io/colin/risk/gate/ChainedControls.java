package io.colin.risk.gate;

import io.colin.api.order.Refusal;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.TimedLock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What a person may do to several gates: done to all of them, even when the first has nothing to change. Limits and
 * approvals are those of the first gate that has any.
 */
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

    @Override
    public boolean keepsLocks() {
        return all.stream().anyMatch(RiskControls::keepsLocks);
    }

    /** One gate that refuses is enough; all that can do, so that a lock stands wherever it is looked for. */
    @Override
    public boolean lock(TimedLock lock) {
        if (!keepsLocks()) {
            throw new IllegalStateException("no gate of the chain keeps locks");
        }
        boolean changed = false;
        for (RiskControls controls : all) {
            changed |= controls.keepsLocks() && controls.lock(lock);
        }
        return changed;
    }

    @Override
    public Optional<TimedLock> unlock(TimedLock lock) {
        Optional<TimedLock> stood = Optional.empty();
        for (RiskControls controls : all) {
            Optional<TimedLock> its = controls.unlock(lock);
            stood = stood.or(() -> its);
        }
        return stood;
    }

    /** Limits and approvals are those of the first gate that has any, so that an id names one thing. */
    private Optional<RiskControls> ofLimits() {
        return all.stream().filter(controls -> controls.limits().isPresent()).findFirst();
    }

    private ChangeResult first(Function<RiskControls, ChangeResult> action) {
        return ofLimits()
                .map(action)
                .orElseGet(() -> new ChangeResult.Unsupported("no gate of the chain has limits that could be changed"));
    }

    /** One gate that refuses is enough. */
    @Override
    public Optional<Refusal> withdrawal(CashFlow flow, Portfolio portfolio) {
        return all.stream()
                .map(controls -> controls.withdrawal(flow, portfolio))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<LimitsInForce> limits() {
        return ofLimits().flatMap(RiskControls::limits);
    }

    @Override
    public ChangeResult proposeLimits(SortedMap<String, String> values, String reason, String principal, long timeNs) {
        return first(controls -> controls.proposeLimits(values, reason, principal, timeNs));
    }

    @Override
    public ChangeResult askRelease(String orderId, String reason, String principal, long timeNs) {
        return first(controls -> controls.askRelease(orderId, reason, principal, timeNs));
    }

    @Override
    public ChangeResult approve(String approvalId, String approver, String note, long timeNs) {
        return first(controls -> controls.approve(approvalId, approver, note, timeNs));
    }

    @Override
    public ChangeResult deny(String approvalId, String approver, String note, long timeNs) {
        return first(controls -> controls.deny(approvalId, approver, note, timeNs));
    }

    @Override
    public List<OpenApproval> openApprovals() {
        return ofLimits().map(RiskControls::openApprovals).orElse(List.of());
    }
}
