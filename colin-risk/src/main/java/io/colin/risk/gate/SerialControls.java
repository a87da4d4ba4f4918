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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What a person may do to a gate behind a lock, one call at a time. */
record SerialControls(RiskControls controls, ReentrantLock lock) implements RiskControls {
    private <T> T alone(Supplier<T> call) {
        lock.lock();
        try {
            return call.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean kill(KillSwitch killSwitch) {
        return alone(() -> controls.kill(killSwitch));
    }

    @Override
    public boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        return alone(() -> controls.rearm(scope, target, reason, principal, approver));
    }

    @Override
    public void resetLosses(String reason, String principal) {
        alone(() -> {
            controls.resetLosses(reason, principal);
            return true;
        });
    }

    @Override
    public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        return alone(() -> controls.resetBreaker(breaker, scope, reason, principal));
    }

    @Override
    public boolean review(String alert, String principal) {
        return alone(() -> controls.review(alert, principal));
    }

    @Override
    public boolean keepsLocks() {
        return alone(controls::keepsLocks);
    }

    @Override
    public boolean lock(TimedLock timed) {
        return alone(() -> controls.lock(timed));
    }

    @Override
    public Optional<TimedLock> unlock(TimedLock timed) {
        return alone(() -> controls.unlock(timed));
    }

    @Override
    public Optional<Refusal> withdrawal(CashFlow flow, Portfolio portfolio) {
        return alone(() -> controls.withdrawal(flow, portfolio));
    }

    @Override
    public Optional<LimitsInForce> limits() {
        return alone(controls::limits);
    }

    @Override
    public ChangeResult proposeLimits(SortedMap<String, String> values, String reason, String principal, long timeNs) {
        return alone(() -> controls.proposeLimits(values, reason, principal, timeNs));
    }

    @Override
    public ChangeResult askRelease(String orderId, String reason, String principal, long timeNs) {
        return alone(() -> controls.askRelease(orderId, reason, principal, timeNs));
    }

    @Override
    public ChangeResult approve(String approvalId, String approver, String note, long timeNs) {
        return alone(() -> controls.approve(approvalId, approver, note, timeNs));
    }

    @Override
    public ChangeResult deny(String approvalId, String approver, String note, long timeNs) {
        return alone(() -> controls.deny(approvalId, approver, note, timeNs));
    }

    @Override
    public List<OpenApproval> openApprovals() {
        return alone(controls::openApprovals);
    }
}
