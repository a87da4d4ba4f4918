package io.colin.risk.gate;

import io.colin.api.internal.Require;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.TimedLock;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.killswitch.Rearm;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a person may do to the standard gate. */
record Controls(Guards guards, Memory memory, FourEyes fourEyes, Oversight oversight, FreeMoney money)
        implements RiskControls {
    private static final Logger LOG = System.getLogger(Controls.class.getName());

    @Override
    public boolean kill(KillSwitch killSwitch) {
        boolean isNew = guards.kills().kill(killSwitch);
        if (isNew) {
            LOG.log(
                    Level.WARNING,
                    "kill switch {0} {1} thrown by {2}",
                    killSwitch.scope(),
                    killSwitch.target(),
                    killSwitch.principal());
        }
        return isNew;
    }

    @Override
    public boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        return guards.kills()
                .rearm(new Rearm(scope, target, reason, principal, approver, guards.nowNs()))
                .isPresent();
    }

    @Override
    public void resetLosses(String reason, String principal) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        DrawdownLevel before = oversight.rung();
        guards.resetLosses(reason, principal);
        oversight.onReset(before);
    }

    @Override
    public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        if (guards.stops().reset(breaker, scope, guards.nowNs())) {
            memory.forget(scope);
            guards.note("stop", breaker + " of " + scope + ": " + reason, principal);
            return true;
        }
        DrawdownLevel before = oversight.rung();
        boolean open = guards.resetBreaker(breaker, scope, reason, principal);
        oversight.onReset(before);
        return open;
    }

    @Override
    public boolean review(String alert, String principal) {
        return oversight.supervision().review(alert, principal);
    }

    @Override
    public boolean keepsLocks() {
        return true;
    }

    @Override
    public boolean lock(TimedLock lock) {
        guards.advance(lock.sinceNs());
        boolean isNew = guards.locks().add(PersonLocks.kept(lock));
        if (isNew) {
            LOG.log(Level.WARNING, "{0} locked by {1}: {2}", lock.scope(), lock.principal(), lock.reason());
        }
        return isNew;
    }

    @Override
    public Optional<TimedLock> unlock(TimedLock lock) {
        guards.advance(lock.sinceNs()); // one that has ended cannot be lifted
        return guards.locks()
                .clear(PersonLocks.kept(lock), lock.reason(), lock.principal())
                .map(PersonLocks::shown);
    }

    @Override
    public Optional<Refusal> withdrawal(CashFlow flow, Portfolio portfolio) {
        return money.refusal(flow, portfolio);
    }

    @Override
    public Optional<LimitsInForce> limits() {
        return Optional.of(fourEyes.limits());
    }

    @Override
    public ChangeResult proposeLimits(SortedMap<String, String> values, String reason, String principal, long timeNs) {
        return fourEyes.propose(values, reason, principal, guards.advance(timeNs));
    }

    @Override
    public ChangeResult askRelease(String orderId, String reason, String principal, long timeNs) {
        return fourEyes.askRelease(orderId, reason, principal, guards.advance(timeNs));
    }

    @Override
    public ChangeResult approve(String approvalId, String approver, String note, long timeNs) {
        return fourEyes.approve(approvalId, approver, note, guards.advance(timeNs));
    }

    @Override
    public ChangeResult deny(String approvalId, String approver, String note, long timeNs) {
        return fourEyes.deny(approvalId, approver, note, guards.advance(timeNs));
    }

    @Override
    public List<OpenApproval> openApprovals() {
        return fourEyes.openApprovals();
    }
}
