package io.colin.risk.gate;

import io.colin.api.alert.Severity;
import io.colin.api.internal.Require;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.LimitDifference;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import io.colin.risk.approval.ApprovalKind;
import io.colin.risk.approval.ApprovalRequest;
import io.colin.risk.approval.ApprovalStep;
import io.colin.risk.approval.Approvals;
import io.colin.risk.change.LimitAnswer;
import io.colin.risk.change.LimitControl;
import io.colin.risk.change.LimitVersion;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.reduction.ReductionSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What at least one of two persons does to a gate while it works: other limits, and the release of orders that a rule of
 * conduct holds back. Every step is a notice, and so is that it must be durable before anything acts on it.
 */
final class FourEyes {
    private static final Logger LOG = System.getLogger(StandardGate.class.getName());
    private static final String CONFIGURED = "limits.configured";
    private static final String HELD = "limits.held";
    private static final String UNCOMPARED = "limits.uncompared";

    /** Who changed limits by another configuration. */
    static final String CONFIGURATION = "configuration";

    /** Names of parts of the system beside the machines of the desk; the last three are the engine's, which keeps them for itself. */
    private static final List<String> NOBODYS = List.of(
            CONFIGURATION,
            KillSwitches.BY_LADDER,
            ReductionSettings.STANDARD.strategy(),
            "overfill",
            "order-flow",
            "algorithm");

    /** Within the hour an order is still about the same market. */
    private static final long REVIEW_PATIENCE_NS = Duration.ofHours(1).toNanos();

    private final Judge judge;
    private final Approvals approvals;
    private final LimitControl control;
    private final String configuredHash;
    private final StartSettings start;
    private final List<RiskNotice> notices = new ArrayList<>();
    private boolean alerted;
    private boolean uncompared;

    FourEyes(StandardGateBuilder settings, Judge judge, Consumer<RiskLimits> change) {
        this.judge = judge;
        configuredHash = settings.limits().configHash();
        start = StartSettings.of(settings);
        approvals = settings.compliance().approvals();
        approvals.tell(this::onStep);
        settings.approvals().forEach(one -> requirePerson(settings, one.approver()));
        control = LimitControl.builder(settings.limits(), approvals, 0)
                .target((limits, version, changes) -> change.accept(limits))
                .approved(settings.approvals())
                .takable(FixedAtStart.of(settings)::nearest)
                .build();
    }

    private void requirePerson(StandardGateBuilder settings, String approver) {
        boolean isReserved = Stream.concat(
                        NOBODYS.stream(), Stream.of(settings.reduction().strategy()))
                .anyMatch(name -> Approvals.isSamePerson(name, approver));
        Require.that(!isReserved && !approvals.isMachine(approver), "approver", "must be a person", approver);
    }

    private void onStep(ApprovalStep step) {
        notices.add(step.notice());
        notices.add(new RiskNotice.Latched(step.approvalId() + " " + step.step()));
    }

    /** What happened since the last call. */
    List<RiskNotice> takeNotices() {
        if (notices.isEmpty()) {
            return List.of();
        }
        List<RiskNotice> taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    void onTime(long nowNs) {
        approvals.expire(nowNs);
    }

    LimitsInForce limits() {
        LimitVersion version = control.version();
        SortedMap<String, String> differing = new TreeMap<>();
        control.differencesFromConfigured().forEach(one -> differing.put(one.name(), one.before()));
        return new LimitsInForce(
                version.number(),
                judge.configHash(),
                version.sinceNs(),
                version.principal(),
                version.approver(),
                version.reason(),
                control.limits().values(),
                differing);
    }

    ChangeResult propose(SortedMap<String, String> values, String reason, String principal, long timeNs) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        return result(control.propose(control.with(values), principal, reason, timeNs));
    }

    ChangeResult askRelease(String orderId, String reason, String principal, long timeNs) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        Optional<Reviews.Refused> found = judge.reviews().of(Require.text("orderId", orderId));
        if (found.isEmpty()) {
            return new ChangeResult.Refused(
                    ChangeResult.Why.UNKNOWN, "no refused order " + orderId + " is remembered; send it again");
        }
        Reviews.Refused refused = found.orElseThrow();
        if (!Approvals.isSamePerson(refused.principal(), principal)) {
            return new ChangeResult.Refused(
                    ChangeResult.Why.NOT_THE_REQUESTER,
                    refused.subject() + " is of " + refused.principal() + ", not of " + principal);
        }
        if (refused.review().isEmpty()) {
            return new ChangeResult.Refused(
                    ChangeResult.Why.HARD_BLOCK, refused.subject() + " breaks what nobody can lift for one order");
        }
        ApprovalRequest request = new ApprovalRequest(
                ApprovalKind.ORDER_REVIEW,
                refused.subject(),
                refused.review().orElseThrow(),
                principal,
                reason,
                Math.addExact(timeNs, REVIEW_PATIENCE_NS));
        return switch (approvals.ask(request, timeNs)) {
            case ApprovalAnswer.Refused no -> refused(no);
            case ApprovalAnswer.Done done -> new ChangeResult.Waiting(open(done.approval()));
        };
    }

    ChangeResult approve(String approvalId, String approver, String note, long timeNs) {
        // One that ended is refused by the desk, which says how it ended.
        boolean isOfLimits = approvals
                .approval(Require.text("approvalId", approvalId))
                .filter(found -> found.kind() == ApprovalKind.LIMIT_CHANGE
                        && found.status().isOpen())
                .isPresent();
        if (isOfLimits) {
            return result(control.approve(approvalId, Require.text("approver", approver), note, timeNs));
        }
        return switch (approvals.approve(approvalId, Require.text("approver", approver), note, timeNs)) {
            case ApprovalAnswer.Refused no -> refused(no);
            case ApprovalAnswer.Done done -> new ChangeResult.Agreed(open(done.approval()));
        };
    }

    ChangeResult deny(String approvalId, String approver, String note, long timeNs) {
        Require.text("approvalId", approvalId);
        return switch (approvals.deny(approvalId, Require.text("approver", approver), note, timeNs)) {
            case ApprovalAnswer.Refused no -> refused(no);
            case ApprovalAnswer.Done done -> new ChangeResult.Denied(approvalId);
        };
    }

    List<OpenApproval> openApprovals() {
        return approvals.open().stream()
                .filter(one -> one.kind() != ApprovalKind.LIMIT_CHANGE
                        || control.proposed(one.id()).isPresent())
                .map(FourEyes::open)
                .toList();
    }

    private ChangeResult result(LimitAnswer answer) {
        return switch (answer) {
            case LimitAnswer.InForce now -> inForce(now);
            case LimitAnswer.Unchanged same -> new ChangeResult.Unchanged(judge.configHash());
            case LimitAnswer.AwaitsApproval waits -> new ChangeResult.Waiting(open(waits.approval()));
            case LimitAnswer.NotApproved no -> refused(no.refused());
            case LimitAnswer.Stale stale ->
                new ChangeResult.Refused(
                        ChangeResult.Why.STALE,
                        "limits changed since it was proposed: version "
                                + stale.inForce().number() + " is in force");
        };
    }

    private ChangeResult inForce(LimitAnswer.InForce now) {
        List<RiskNotice.LimitChange> changes = now.changes().stream()
                .map(change -> change.notice(judge.configHash()))
                .toList();
        notices.addAll(changes);
        notices.add(new RiskNotice.Latched("limits, version " + now.version().number()));
        if (alerted && control.differencesFromConfigured().isEmpty()) {
            alerted = false;
            notices.add(notConfigured(false, "the configured limits are in force again"));
        }
        LOG.log(
                Level.WARNING,
                "limits changed by {0}, {1}: {2} values",
                now.version().principal(),
                now.version().reason(),
                changes.size());
        return new ChangeResult.InForce(judge.configHash(), changes);
    }

    private static RiskNotice.Alert notConfigured(boolean active, String detail) {
        return new RiskNotice.Alert("limits-not-configured", "portfolio", Severity.MEDIUM, active, detail);
    }

    private static ChangeResult refused(ApprovalAnswer.Refused refused) {
        ChangeResult.Why why = switch (refused.why()) {
            case UNKNOWN, WRONG_KIND, WRONG_FINGERPRINT, NOT_APPROVED -> ChangeResult.Why.UNKNOWN;
            case SELF_APPROVAL -> ChangeResult.Why.SELF_APPROVAL;
            case NOT_A_PERSON -> ChangeResult.Why.NOT_A_PERSON;
            case ALREADY_APPROVED -> ChangeResult.Why.ALREADY_APPROVED;
            case DENIED -> ChangeResult.Why.DENIED;
            case USED -> ChangeResult.Why.USED;
            case EXPIRED -> ChangeResult.Why.EXPIRED;
            case NOT_THE_REQUESTER -> ChangeResult.Why.NOT_THE_REQUESTER;
            case TOO_MANY_OPEN -> ChangeResult.Why.TOO_MANY_OPEN;
        };
        return new ChangeResult.Refused(why, refused.detail());
    }

    private static OpenApproval open(Approval approval) {
        return new OpenApproval(
                approval.id(),
                switch (approval.kind()) {
                    case LIMIT_CHANGE -> OpenApproval.Kind.LIMIT_CHANGE;
                    case ORDER_REVIEW -> OpenApproval.Kind.ORDER_REVIEW;
                },
                approval.subject(),
                approval.fingerprint().text(),
                approval.requester(),
                approval.reason(),
                approval.askedNs(),
                approval.expiresNs(),
                approval.decider());
    }

    void save(Map<String, String> state) {
        approvals.save(state);
        control.save(state);
        state.put(CONFIGURED, configuredHash);
        start.save(state);
        if (control.awaitsSecondPerson()) {
            state.put(HELD, "true");
        }
        if (uncompared) {
            state.put(UNCOMPARED, "true");
        }
    }

    /** What was in force is so again; where that is not what is configured, or the configuration is another, it is told. */
    void restore(Map<String, String> state) {
        approvals.restore(state);
        control.restore(state);
        String before = state.getOrDefault(CONFIGURED, "");
        if (!before.equals(configuredHash)) {
            notices.add(new RiskNotice.LimitChange(
                    CONFIGURATION, before, configuredHash, CONFIGURATION, judge.configHash()));
        }
        control.changedAtStart().forEach(one -> notices.add(one.notice(judge.configHash())));
        if (!control.changedAtStart().isEmpty()) {
            notices.add(new RiskNotice.Latched("limits by another configuration"));
        }
        List<LimitDifference> differing = control.differencesFromConfigured();
        if (!differing.isEmpty()) {
            notices.add(notConfigured(true, differing(differing)));
        }
        alerted = !differing.isEmpty();
        boolean wasAlerted = state.containsKey(HELD)
                || (!before.equals(control.version().hash())
                        && control.version().number() > 1);
        if (wasAlerted && !alerted) {
            notices.add(notConfigured(false, "the limits in force are configured now"));
        }
        tellUncompared(before, state.containsKey(UNCOMPARED));
        notices.addAll(StartChanges.since(state, start, control, judge.configHash()));
    }

    /** A state of before limits were kept names them by their hash alone: what another configuration raised is not known. */
    private void tellUncompared(String before, boolean wasUncompared) {
        uncompared = !control.isCompared() && !before.equals(configuredHash);
        if (uncompared) {
            String was = before.isEmpty() ? "limits that nobody named" : "the limits " + before;
            String detail = was + " were in force and their values were not kept: the configured limits "
                    + configuredHash + " are in force and nobody compared them";
            LOG.log(Level.WARNING, detail);
            notices.add(notCompared(true, detail));
        } else if (wasUncompared) {
            notices.add(notCompared(false, "the configured limits were compared with those in force at this start"));
        }
    }

    private static RiskNotice.Alert notCompared(boolean active, String detail) {
        return new RiskNotice.Alert("limits-not-compared", "portfolio", Severity.MEDIUM, active, detail);
    }

    /** Which limits are in force in place of the configured ones, and what it takes to change that. */
    private String differing(List<LimitDifference> differing) {
        String names = differing.stream()
                .map(one -> one.name() + " " + shown(one.after()) + " in place of " + shown(one.before()))
                .collect(Collectors.joining("; "));
        if (!control.awaitsSecondPerson()) {
            LOG.log(Level.WARNING, "limits changed while running stay in force, not the configured ones: {0}", names);
            return names;
        }
        String held = "the configured limits " + configuredHash + " raise what was in force and need a second person"
                + (control.isAgreementUsed() ? ", for an agreement to them was used by an earlier start" : "") + ": "
                + names;
        LOG.log(Level.WARNING, held);
        return held;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "none" : value;
    }
}
