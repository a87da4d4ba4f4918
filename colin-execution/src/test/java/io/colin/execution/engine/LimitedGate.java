package io.colin.execution.engine;

import io.colin.api.alert.Severity;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A gate with one limit, the quantity of an order, that one person may cut and two may raise. It counts what it lets go. */
final class LimitedGate implements RiskGate, RiskControls {
    private static final String LIMIT = "quantity";
    private static final String APPROVAL = "approval-1";

    private final List<RiskNotice> notices = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private BigDecimal largest;
    private Optional<BigDecimal> proposed = Optional.empty();
    private String proposer = "";
    private long passed;
    private boolean tellsOfAsks;
    private volatile long asks;

    LimitedGate(String largest) {
        this.largest = new BigDecimal(largest);
    }

    /** The times it was told of, oldest first. */
    List<Long> times() {
        return List.copyOf(times);
    }

    /** Has something to tell at the very end of every valuation, when it is asked for slow work. */
    LimitedGate tellingOfAsks() {
        tellsOfAsks = true;
        return this;
    }

    long asks() {
        return asks;
    }

    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
        if (tellsOfAsks) {
            long counted = asks + 1;
            asks = counted;
            notices.add(new RiskNotice.Alert("asks", "portfolio", Severity.MEDIUM, true, counted + " asked"));
        }
        return Optional.empty();
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        BigDecimal asked = request.quantity();
        boolean passes = asked.compareTo(largest) <= 0;
        if (passes && request instanceof RiskRequest.Parent) {
            passed++;
            notices.add(new RiskNotice.Latched("passed " + passed));
            notices.add(new RiskNotice.Alert("orders", "portfolio", Severity.MEDIUM, true, passed + " passed"));
        }
        return new RiskDecision(
                passes ? Verdict.APPROVED : Verdict.REJECTED,
                asked,
                passes ? asked : BigDecimal.ZERO,
                List.of(),
                passes ? List.of() : List.of(Refusal.of(DenialCode.QUANTITY_EXCEEDS_MAXIMUM, "quantity=" + asked)),
                List.of(),
                0,
                hash(),
                context.market().timeNs(),
                0);
    }

    private String hash() {
        return LIMIT + "=" + largest.toPlainString();
    }

    @Override
    public Optional<LimitsInForce> limits() {
        SortedMap<String, String> values = new TreeMap<>(Map.of(LIMIT, largest.toPlainString()));
        return Optional.of(new LimitsInForce(1, hash(), 0, "configuration", "", "", values, new TreeMap<>()));
    }

    @Override
    public ChangeResult proposeLimits(SortedMap<String, String> values, String reason, String principal, long timeNs) {
        String text = values.getOrDefault(LIMIT, "");
        if (!text.matches("[0-9.]+")) {
            throw new IllegalArgumentException("quantity: must be a decimal (" + text + ")");
        }
        BigDecimal next = new BigDecimal(text);
        if (next.compareTo(largest) <= 0) {
            return inForce(next, principal);
        }
        proposed = Optional.of(next);
        proposer = principal;
        step(ApprovalStage.ASKED, principal, reason);
        return new ChangeResult.Waiting(openApprovals().getFirst());
    }

    @Override
    public ChangeResult approve(String approvalId, String approver, String note, long timeNs) {
        if (proposed.isEmpty()) {
            return new ChangeResult.Refused(ChangeResult.Why.UNKNOWN, "no approval " + approvalId + " is known");
        }
        if (approver.equals(proposer)) {
            return new ChangeResult.Refused(ChangeResult.Why.SELF_APPROVAL, "asked for by " + proposer);
        }
        step(ApprovalStage.APPROVED, approver, note);
        step(ApprovalStage.USED, proposer, "");
        return inForce(proposed.orElseThrow(), proposer + " with " + approver);
    }

    @Override
    public ChangeResult deny(String approvalId, String approver, String note, long timeNs) {
        step(ApprovalStage.DENIED, approver, note);
        proposed = Optional.empty();
        return new ChangeResult.Denied(approvalId);
    }

    @Override
    public ChangeResult askRelease(String orderId, String reason, String principal, long timeNs) {
        return new ChangeResult.Refused(ChangeResult.Why.HARD_BLOCK, orderId + " at " + timeNs);
    }

    @Override
    public List<OpenApproval> openApprovals() {
        return proposed.stream()
                .map(next -> new OpenApproval(
                        APPROVAL,
                        OpenApproval.Kind.LIMIT_CHANGE,
                        "limits",
                        LIMIT + "=" + next.toPlainString(),
                        proposer,
                        "asked",
                        0,
                        1,
                        ""))
                .toList();
    }

    private ChangeResult inForce(BigDecimal next, String principals) {
        String before = largest.toPlainString();
        largest = next;
        proposed = Optional.empty();
        RiskNotice.LimitChange change =
                new RiskNotice.LimitChange(LIMIT, before, next.toPlainString(), principals, hash());
        notices.add(change);
        notices.add(new RiskNotice.Latched("limits"));
        return new ChangeResult.InForce(hash(), List.of(change));
    }

    private void step(ApprovalStage step, String principal, String note) {
        notices.add(new RiskNotice.ApprovalStep(APPROVAL, "limits", step, principal, note));
    }

    @Override
    public void onTime(long nowNs) {
        times.add(nowNs);
    }

    @Override
    public List<RiskNotice> takeNotices() {
        List<RiskNotice> taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    @Override
    public boolean kill(KillSwitch killSwitch) {
        return false;
    }

    @Override
    public boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        return false;
    }

    @Override
    public void resetLosses(String reason, String principal) {}

    @Override
    public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        return false;
    }

    @Override
    public void onParent(ParentOrder parent) {}

    @Override
    public void onChild(ChildOrder child) {}

    @Override
    public void onFill(Fill fill) {}

    @Override
    public void onPortfolio(Portfolio portfolio) {}

    @Override
    public Optional<RiskControls> controls() {
        return Optional.of(this);
    }

    @Override
    public RiskStatus status() {
        return new RiskStatus(TradingState.ACTIVE, BigDecimal.ZERO, 0, 1, List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, String> durableState() {
        SortedMap<String, String> state = new TreeMap<>();
        state.put("largest", largest.toPlainString());
        state.put("passed", Long.toString(passed));
        proposed.ifPresent(next -> {
            state.put("proposed", next.toPlainString());
            state.put("proposer", proposer);
        });
        return state;
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        largest = new BigDecimal(state.getOrDefault("largest", ""));
        passed = Long.parseLong(state.getOrDefault("passed", ""));
        proposed = Optional.ofNullable(state.get("proposed")).map(BigDecimal::new);
        proposer = state.getOrDefault("proposer", "");
    }
}
