package io.colin.risk.change;

import io.colin.api.internal.Require;
import io.colin.risk.LimitDifference;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import io.colin.risk.approval.ApprovalKind;
import io.colin.risk.approval.ApprovalRequest;
import io.colin.risk.approval.ApprovalUse;
import io.colin.risk.approval.Approvals;
import io.colin.risk.approval.Fingerprint;
import io.colin.risk.change.LimitAnswer.AwaitsApproval;
import io.colin.risk.change.LimitAnswer.InForce;
import io.colin.risk.change.LimitAnswer.NotApproved;
import io.colin.risk.change.LimitAnswer.Stale;
import io.colin.risk.change.LimitAnswer.Unchanged;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the limits in force, with a version number and a hash that every decision names. Limits that only cut come into force
 * when they are proposed, by one person. Limits that raise anything, or change what is neither raised nor cut, come into force
 * as a whole when somebody else agreed through the {@link Approvals}, for exactly this step from what is in force: no part of
 * them earlier, and not at all once something else changed in between.
 *
 * <p>The target takes the limits before they count as in force, within the same call. When it throws, the limits before count
 * as in force here and an approval stays unused; how far the target itself came is its own to say, and a gate may have come
 * half way: whoever calls must then stop. After a restart {@link #restore} brings back what was in force, which may differ
 * from what is configured: {@link #differencesFromConfigured()} says how. Single-threaded: called by the gate's thread.
 */
public final class LimitControl {
    private static final int REMEMBERED = 100;

    private final RiskLimits configured;
    private final Approvals approvals;
    private final LimitTarget target;
    private final UnaryOperator<RiskLimits> nearest;
    private final long patienceNs;
    private final Deque<LimitVersion> history = new ArrayDeque<>();
    private final SortedMap<String, Proposal> proposals = new TreeMap<>();
    private RiskLimits limits;
    private LimitVersion version;
    private List<LimitChange> changedAtStart = List.of();
    private Agreements agreements;
    private boolean held;
    private boolean compared = true;
    /** The text of the limits in force, made once: it is asked for at every valuation. */
    private String text;

    /** Limits that wait for somebody to agree. */
    record Proposal(String base, RiskLimits next) {}

    private LimitControl(Builder builder) {
        configured = builder.configured;
        approvals = builder.approvals;
        target = builder.target;
        nearest = builder.nearest;
        agreements = new Agreements(builder.agreed, List.of());
        patienceNs = builder.patience.toNanos();
        limits = configured;
        text = configured.canonicalText();
        version = new LimitVersion(
                1, configured.configHash(), builder.sinceNs, "configuration", "", "as configured at the start");
        history.add(version);
    }

    /**
     * Starts a control.
     *
     * @param configured limits in force from the start; the target has them already
     * @param approvals where second persons are asked
     * @param timeNs event time, ns since epoch
     * @return a builder
     */
    public static Builder builder(RiskLimits configured, Approvals approvals, long timeNs) {
        return new Builder(configured, approvals, timeNs);
    }

    /**
     * The limits in force.
     *
     * @return all of them
     */
    public RiskLimits limits() {
        return limits;
    }

    /**
     * What names the limits in force.
     *
     * @return the version
     */
    public LimitVersion version() {
        return version;
    }

    /**
     * What was in force before.
     *
     * @return the newest 100 versions, oldest first, the one in force last
     */
    public List<LimitVersion> history() {
        return List.copyOf(history);
    }

    /**
     * What differs from the configured limits because of changes while running.
     *
     * @return from configured to in force; empty when they are the same
     */
    public List<LimitDifference> differencesFromConfigured() {
        return configured.differences(limits);
    }

    /**
     * What the configuration of this start changed of the limits last in force: cuts, raises a second person agreed to, and
     * what is fixed at the start.
     *
     * @return from the limits last in force to those in force after {@link #restore}; empty when that is nothing
     */
    public List<LimitChange> changedAtStart() {
        return changedAtStart;
    }

    /**
     * Whether configured limits are not in force because they raise something and no second person agreed to them.
     *
     * @return true until they are agreed to, or limits are changed while running
     */
    public boolean awaitsSecondPerson() {
        return held;
    }

    /**
     * Whether somebody's agreement to the configured limits was used by an earlier start, so that it counts no more.
     *
     * @return true also where this start needed none
     */
    public boolean isAgreementUsed() {
        return agreements.isUsed(configured.configHash());
    }

    /**
     * Uses up somebody's agreement to something else of the configuration than its limits, by its hash.
     *
     * @param hash what was agreed to
     * @return who agreed; empty where nobody did or it was used before
     */
    public Optional<ConfigurationApproval> useAgreement(String hash) {
        Optional<ConfigurationApproval> given = agreements.to(hash);
        given.ifPresent(one -> agreements = agreements.using(one));
        return given;
    }

    /**
     * Whether the configured limits were compared with those last in force.
     *
     * @return false after {@link #restore} from a state of before limits were kept, which says nothing of what was in force
     */
    public boolean isCompared() {
        return compared;
    }

    /**
     * The limits an approval is about.
     *
     * @param approvalId its id
     * @return empty when it is about none that still could come into force
     */
    public Optional<RiskLimits> proposed(String approvalId) {
        return Optional.ofNullable(proposals.get(approvalId))
                .filter(proposal -> proposal.base().equals(version.hash()))
                .map(Proposal::next);
    }

    /**
     * The limits in force with other values of some, to be proposed.
     *
     * @param values texts by the names of {@link RiskLimits#values()}; an empty one takes away what is listed by name
     * @return all limits
     * @throws IllegalArgumentException if a name is unknown, a value unreadable or out of range, or nothing is there to be
     *     taken away
     */
    public RiskLimits with(SortedMap<String, String> values) {
        return LimitText.changed(limits, values);
    }

    /**
     * Proposes other limits.
     *
     * @param next all limits as they are to be
     * @param principal who proposes, already found to be allowed to
     * @param reason why, for a person
     * @param timeNs event time, ns since epoch
     * @return in force, unchanged, awaiting somebody else, or not even asked because the desk is full
     * @throws IllegalArgumentException if a text is blank, or a value that changes cannot be taken while the target works
     */
    public LimitAnswer propose(RiskLimits next, String principal, String reason, long timeNs) {
        Require.text("principal", principal);
        Require.text("reason", reason);
        List<LimitDifference> differences = limits.differences(next);
        if (differences.isEmpty()) {
            return new Unchanged(version);
        }
        requireTakable(next, differences);
        if (limits.loosened(next).isEmpty()) {
            return inForce(next, differences, successor(next, principal, "", reason, timeNs), () -> {});
        }
        return ask(next, differences, principal, reason, timeNs);
    }

    private void requireTakable(RiskLimits next, List<LimitDifference> differences) {
        Set<String> changed = differences.stream().map(LimitDifference::name).collect(Collectors.toSet());
        for (LimitDifference beyond : next.differences(nearest.apply(next))) {
            Require.that(
                    !changed.contains(beyond.name()),
                    beyond.name(),
                    "must be within what the start allows, here " + beyond.after(),
                    beyond.before());
        }
    }

    private LimitAnswer ask(
            RiskLimits next, List<LimitDifference> differences, String principal, String reason, long timeNs) {
        approvals.expire(timeNs);
        forgetEnded();
        ApprovalRequest request = new ApprovalRequest(
                ApprovalKind.LIMIT_CHANGE,
                "limits after version " + version.number(),
                fingerprint(next, differences),
                principal,
                reason,
                Math.addExact(Math.max(timeNs, version.sinceNs()), patienceNs));
        return switch (approvals.ask(request, timeNs)) {
            case ApprovalAnswer.Refused refused -> new NotApproved(refused);
            case ApprovalAnswer.Done done -> {
                proposals.put(done.approval().id(), new Proposal(version.hash(), next));
                yield new AwaitsApproval(done.approval(), differences);
            }
        };
    }

    /**
     * Agrees to a proposal and puts it in force.
     *
     * @param approvalId of the proposal
     * @param approver who agrees, a person and not the one who proposed
     * @param note why, for a person; may be empty
     * @param timeNs event time, ns since epoch
     * @return in force, not approved, or stale; a stale proposal is not agreed to
     */
    public LimitAnswer approve(String approvalId, String approver, String note, long timeNs) {
        @Nullable Proposal proposal = proposals.get(approvalId);
        if (proposal != null && !proposal.base().equals(version.hash())) {
            return new Stale(proposal.base(), version);
        }
        if (proposal == null) {
            return unknown(approvalId);
        }
        return switch (approvals.approve(approvalId, approver, note, timeNs)) {
            case ApprovalAnswer.Refused refused -> new NotApproved(refused);
            case ApprovalAnswer.Done done ->
                activate(approvalId, done.approval().requester(), timeNs);
        };
    }

    /**
     * Puts a proposal in force to which somebody else agreed at the desk.
     *
     * @param approvalId of the proposal
     * @param principal who proposed it
     * @param timeNs event time, ns since epoch
     * @return in force, not approved, or stale
     */
    public LimitAnswer activate(String approvalId, String principal, long timeNs) {
        @Nullable Proposal proposal = proposals.get(approvalId);
        if (proposal == null) {
            return unknown(approvalId);
        }
        if (!proposal.base().equals(version.hash())) {
            return new Stale(proposal.base(), version);
        }
        List<LimitDifference> differences = limits.differences(proposal.next());
        ApprovalUse use = new ApprovalUse(
                approvalId, ApprovalKind.LIMIT_CHANGE, fingerprint(proposal.next(), differences), principal);
        return switch (approvals.check(use, timeNs)) {
            case ApprovalAnswer.Refused refused -> new NotApproved(refused);
            case ApprovalAnswer.Done done -> {
                Approval approval = done.approval();
                LimitVersion next =
                        successor(proposal.next(), approval.requester(), approval.decider(), approval.reason(), timeNs);
                yield inForce(proposal.next(), differences, next, () -> use(use, timeNs));
            }
        };
    }

    private void use(ApprovalUse use, long timeNs) {
        if (approvals.use(use, timeNs) instanceof ApprovalAnswer.Refused refused) {
            throw new IllegalStateException("approval: " + refused.detail());
        }
        proposals.remove(use.id());
    }

    /** An approval that is none of a proposal is answered as the desk would, an unknown one included. */
    private NotApproved unknown(String approvalId) {
        String detail = approvals
                .approval(approvalId)
                .map(a -> a.id() + " is about no proposal of limits that could come into force")
                .orElse("no approval " + approvalId + " is known");
        return new NotApproved(new ApprovalAnswer.Refused(ApprovalAnswer.Why.UNKNOWN, detail));
    }

    private LimitVersion successor(RiskLimits next, String principal, String approver, String reason, long timeNs) {
        return new LimitVersion(
                version.number() + 1,
                next.configHash(),
                Math.max(version.sinceNs(), timeNs),
                principal,
                approver,
                reason);
    }

    private InForce inForce(
            RiskLimits next, List<LimitDifference> differences, LimitVersion newVersion, Runnable useUp) {
        List<LimitChange> changes = differences.stream()
                .map(difference -> new LimitChange(difference, newVersion))
                .toList();
        target.onLimits(next, newVersion, changes);
        useUp.run();
        limits = next;
        held = false;
        text = next.canonicalText();
        version = newVersion;
        remember(newVersion);
        return new InForce(newVersion, changes);
    }

    private void remember(LimitVersion newVersion) {
        history.add(newVersion);
        if (history.size() > REMEMBERED) {
            history.removeFirst();
        }
    }

    private void forgetEnded() {
        proposals
                .keySet()
                .removeIf(id -> approvals
                        .approval(id)
                        .map(approval -> !approval.status().isOpen())
                        .orElse(true));
    }

    private Fingerprint fingerprint(RiskLimits next, List<LimitDifference> differences) {
        SortedMap<String, String> values = new TreeMap<>();
        values.put("limits.before", version.hash());
        values.put("limits.after", next.configHash());
        differences.forEach(d -> values.put(d.name(), d.before() + " -> " + d.after() + " " + d.direction()));
        return Fingerprint.of(values);
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code limits.}
     */
    public void save(Map<String, String> state) {
        forgetEnded();
        SavedLimits.save(state, text, new ArrayList<>(history), proposals);
        agreements.save(state);
    }

    /**
     * The text of the limits that were in force when a state was saved.
     *
     * @param state as {@link #save} wrote it
     * @return lines {@code name=value}; empty where the state holds none, as states of before limits were kept
     */
    public static String savedText(Map<String, String> state) {
        return state.getOrDefault(SavedLimits.TEXT, "");
    }

    /**
     * Takes back what {@link #save} wrote, after the approvals took back theirs. Limits that were changed while running are
     * in force again, as near as the target can take them, and it is given them; otherwise the configured ones are as far as they
     * cut, and where they raise anything only if a second person agreed to exactly them. All is compared with what was in force
     * to the letter, before the target says what it can take.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable, or what was in force cannot stay, would be raised or
     *     taken away by this start and nobody agreed to that; nothing changes then
     */
    public void restore(Map<String, String> state) {
        Agreements before = agreements.restored(state);
        SavedLimits saved = SavedLimits.read(
                state, version, new ConfiguredStart.Asked(configured, nearest, before.to(configured.configHash())));
        LimitVersion last = saved.history().getLast();
        List<LimitChange> changes = configured.differences(saved.limits()).stream()
                .map(difference -> new LimitChange(difference, last))
                .toList();
        if (!changes.isEmpty()) {
            target.onLimits(saved.limits(), last, changes);
        }
        limits = saved.limits();
        text = limits.canonicalText();
        held = last.number() == 1 && !changes.isEmpty();
        version = last;
        agreements = saved.agreed().map(before::using).orElse(before);
        compared = saved.compared();
        changedAtStart = saved.applied().stream()
                .map(difference -> new LimitChange(difference, last))
                .toList();
        history.clear();
        history.addAll(saved.history());
        proposals.clear();
        proposals.putAll(saved.proposals());
    }

    /** Builds a control; every setter checks its own argument. */
    public static final class Builder {
        private final RiskLimits configured;
        private final Approvals approvals;
        private final long sinceNs;
        private LimitTarget target = (limits, version, changes) -> {};
        private UnaryOperator<RiskLimits> nearest = limits -> limits;
        private List<ConfigurationApproval> agreed = List.of();
        private Duration patience = Duration.ofHours(4);

        private Builder(RiskLimits configured, Approvals approvals, long sinceNs) {
            this.configured = configured;
            this.approvals = approvals;
            this.sinceNs = sinceNs;
        }

        /**
         * Sets who works with the limits and records their changes.
         *
         * @param value called with every version that comes into force
         * @return this
         */
        public Builder target(LimitTarget value) {
            target = value;
            return this;
        }

        /**
         * Sets what the target can take while it works.
         *
         * @param value the nearest limits it can take to those it is given: all it cannot change is as at the start. A proposal
         *     that changes a value to one that is not takable is an error; default all are
         * @return this
         */
        public Builder takable(UnaryOperator<RiskLimits> value) {
            nearest = value;
            return this;
        }

        /**
         * Sets who agreed to configured limits. Each agreement lets one start raise limits and is used up by it.
         *
         * @param value by whom and to which; default nobody did, and a start raises nothing
         * @return this
         */
        public Builder approved(List<ConfigurationApproval> value) {
            agreed = List.copyOf(value);
            return this;
        }

        /**
         * Sets how long a proposal waits for somebody to agree.
         *
         * @param value above 0, at most what the desk allows; default 4 h, within a shift
         * @return this
         */
        public Builder patience(Duration value) {
            patience = Require.positive("patience", value);
            return this;
        }

        /**
         * Builds the control.
         *
         * @return a control with version 1 in force
         */
        public LimitControl build() {
            return new LimitControl(this);
        }
    }
}
