package io.colin.risk.compliance;

import io.colin.api.alert.Severity;
import io.colin.api.internal.Require;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import io.colin.risk.approval.ApprovalKind;
import io.colin.risk.approval.ApprovalUse;
import io.colin.risk.approval.Approvals;
import io.colin.risk.compliance.ComplianceVerdict.Compliant;
import io.colin.risk.compliance.ComplianceVerdict.NonCompliant;
import io.colin.risk.compliance.ComplianceVerdict.NotJudged;
import io.colin.risk.compliance.ComplianceVerdict.Released;
import io.colin.risk.compliance.ComplianceVerdict.RequiresReview;
import io.colin.risk.compliance.OrderUnderRule.Stage;
import io.colin.risk.compliance.RuleOutcome.CannotJudge;
import io.colin.risk.compliance.RuleOutcome.Warned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds orders against the general rules, those of a regime and those of the user. All of them run on every order, so that
 * every failure is named. A critical failure makes an order non-compliant; any other requires a review and blocks it until
 * somebody else than who asked releases it; a rule that throws, answers nothing or cannot judge blocks it. Only failures of
 * rules that are {@linkplain ComplianceRule#releasable() releasable}, and nothing else, can be released: hard limits never.
 *
 * <p>The general rules (POS_001, POS_002, ORD_001, ORD_002, FREQ_001, SYM_001, GEN_001, OTR_001) run under every regime; a
 * regime takes none away and loosens none. A rule of a regime bears the name of the rulebook that suggested it. It is a
 * control of ours, much narrower than that rulebook: choosing a regime makes nobody compliant with it. What is added:
 *
 * <ul>
 *   <li>MIFID_001 (MIFID_II), FCA_001 (FCA), FINRA_001 (SEC_FINRA), ASIC_001 (ASIC), high, best execution: when the order is
 *       decided, fresh quotes of two venues, or of all connected ones when there are fewer, are at hand; they are recorded
 *       with the order. After MiFID II article 27, COBS 11.2A, FINRA rule 5310, ASIC market integrity rules part 3.8.
 *   <li>SEC_001 (SEC_FINRA), ASIC_002 (ASIC), high, covered short sale: a sale that could leave a short position of a spot
 *       symbol names in its metadata {@code locate} where the lent asset comes from. After Regulation SHO rule 203(b)(1),
 *       Corporations Act 2001 section 1020B.
 * </ul>
 *
 * <p>An order names the approval that releases it in its metadata under {@link #APPROVAL}; a change takes the one that was
 * given for exactly that change. Approvals are asked for with {@link OrderReview#fingerprint}. The gate calls {@link #judge}, as often as it likes, and {@link #accepted} once when the
 * order goes: only that uses the approval up. A release covers the children of the order, for the rules it released, until
 * the order is closed.
 *
 * <p>Single-threaded.
 */
public final class Compliance {
    /** The metadata of an order that names the approval releasing it. */
    public static final String APPROVAL = "approval";

    private static final Logger LOG = System.getLogger(Compliance.class.getName());
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private final Map<Regime, List<Armed>> rules = new EnumMap<>(Regime.class);
    private final Approvals approvals;
    private final OrderToTrade orderToTrade = new OrderToTrade();
    private final Releases releases = new Releases();

    /** A rule whose terms were read once, so that it cannot change them while it runs. */
    private record Armed(String id, Severity severity, boolean releasable, ComplianceRule rule) {
        static Armed of(String id, ComplianceRule rule) {
            Severity severity = rule.severity();
            return new Armed(id, severity, rule.releasable() && severity != Severity.CRITICAL, rule);
        }
    }

    private final int general;

    private Compliance(Builder builder) {
        approvals = builder.approvals;
        general = StandardRules.general(orderToTrade).size();
        for (Regime regime : Regime.values()) {
            rules.put(regime, builder.armed(regime, orderToTrade));
        }
    }

    /**
     * Starts the rules.
     *
     * @return a builder of the general rules and those of regimes
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The desk at which releases are asked for.
     *
     * @return the one instance, to be used by the thread that judges
     */
    public Approvals approvals() {
        return approvals;
    }

    /**
     * The rules every order is held against.
     *
     * @param regime as the limits in force have it
     * @return ids in the order they run: general, of the regime, custom
     */
    public List<String> ruleIds(Regime regime) {
        return rulesOf(regime).stream().map(Armed::id).toList();
    }

    private List<Armed> rulesOf(Regime regime) {
        return rules.getOrDefault(regime, List.of());
    }

    /**
     * Judges an order. Changes nothing and never throws.
     *
     * @param order as reduced by the gate
     * @return what all rules say
     */
    public ComplianceVerdict judge(OrderUnderRule order) {
        List<Armed> armedRules = rulesOf(order.limits().compliance().regime());
        List<RuleFinding> findings = new ArrayList<>(armedRules.size());
        boolean failed = false;
        boolean critical = false;
        boolean unjudged = false;
        for (Armed armed : armedRules) {
            RuleFinding finding = covered(order, run(armed, order));
            findings.add(finding);
            boolean passes = finding.outcome().passes();
            unjudged |= finding.outcome() instanceof CannotJudge;
            critical |= !passes && !(finding.outcome() instanceof CannotJudge) && armed.severity() == Severity.CRITICAL;
            failed |= !passes;
        }
        if (!failed) {
            return new Compliant(findings);
        }
        if (critical) {
            return new NonCompliant(findings);
        }
        return unjudged ? new NotJudged(findings) : review(order, findings);
    }

    /**
     * Names the rules that an order breaks which limits of the gate refuse already. Changes nothing, uses no approval and
     * never throws. Left out are the general rules that mirror a limit, which has been named itself, and rules that cannot
     * judge: what they lack is what the limits refuse for.
     *
     * @param order as limits of size alone would reduce it
     * @return what failed, in the order the rules run; nobody can release any of it while a limit refuses
     */
    public List<RuleFinding> brokenBesides(OrderUnderRule order) {
        List<Armed> armed = rulesOf(order.limits().compliance().regime());
        List<RuleFinding> findings = judge(order).findings();
        List<RuleFinding> broken = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            boolean isMirror = i < general && !armed.get(i).releasable();
            if (!isMirror && findings.get(i).outcome() instanceof RuleOutcome.Failed) {
                broken.add(findings.get(i));
            }
        }
        return broken;
    }

    /**
     * Whether a new order that passes the limits of the gate surely passes the rules without a warning: when only the
     * general rules are in force, which mirror those limits, and its strategy sends few messages a fill. Allocates nothing
     * for a strategy that has none.
     *
     * @param strategy whose order it is
     * @param limits in force
     * @param timeNs event time, ns since epoch
     * @return false when the rules must be asked
     */
    public boolean clears(String strategy, RiskLimits limits, long timeNs) {
        return rulesOf(limits.compliance().regime()).size() == general
                && orderToTrade.isQuiet(strategy, timeNs, limits.compliance());
    }

    private static RuleFinding run(Armed armed, OrderUnderRule order) {
        return new RuleFinding(armed.id(), armed.severity(), armed.releasable(), outcome(armed, order));
    }

    private static RuleOutcome outcome(Armed armed, OrderUnderRule order) {
        try {
            @Nullable RuleOutcome outcome = armed.rule().test(order);
            return outcome == null ? new CannotJudge("the rule answered nothing") : outcome;
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            // A user's rule may fail in any way; whatever it was, the order it was asked about must not go.
            LOG.log(Level.ERROR, "rule " + armed.id() + " failed on order " + order.orderId(), e);
            return new CannotJudge("the rule threw " + e);
        }
    }

    /** What was released for an order holds for its slices. */
    private RuleFinding covered(OrderUnderRule order, RuleFinding finding) {
        if (order.stage() != Stage.CHILD || finding.outcome().passes() || !isReleasable(finding)) {
            return finding;
        }
        return releases.covering(order.parentId(), finding.rule())
                .map(approval -> finding.with(new Warned("released for parent by " + approval + ": "
                        + finding.outcome().detail())))
                .orElse(finding);
    }

    private static boolean isReleasable(RuleFinding finding) {
        return finding.releasable() && finding.outcome() instanceof RuleOutcome.Failed;
    }

    private ComplianceVerdict review(OrderUnderRule order, List<RuleFinding> findings) {
        List<RuleFinding> failing =
                findings.stream().filter(f -> !f.outcome().passes()).toList();
        if (!failing.stream().allMatch(Compliance::isReleasable)) {
            return new RequiresReview(findings, false, "");
        }
        List<String> ids = failing.stream().map(RuleFinding::rule).toList();
        String id = approvalOf(order, ids);
        if (id.isBlank()) {
            return new RequiresReview(findings, true, "");
        }
        return switch (approvals.check(use(order, id, ids), order.timeNs())) {
            case ApprovalAnswer.Done done ->
                new Released(released(findings, id, done.approval().decider()), id, ids);
            case ApprovalAnswer.Refused refused ->
                new RequiresReview(findings, true, refused.why() + ": " + refused.detail());
        };
    }

    /** A new order names its approval; a change has no place for a name and takes the one given for exactly it. */
    private String approvalOf(OrderUnderRule order, List<String> rules) {
        return switch (order.stage()) {
            case PARENT, EXIT -> order.intent().metadata().getOrDefault(APPROVAL, "");
            case AMEND ->
                approvals
                        .approvedFor(ApprovalKind.ORDER_REVIEW, OrderReview.fingerprint(order, rules))
                        .map(Approval::id)
                        .orElse("");
            case CHILD -> "";
        };
    }

    private static List<RuleFinding> released(List<RuleFinding> findings, String approval, String decider) {
        return findings.stream()
                .map(f -> f.outcome().passes()
                        ? f
                        : f.with(new Warned("released by " + decider + " with " + approval + ": "
                                + f.outcome().detail())))
                .toList();
    }

    private static ApprovalUse use(OrderUnderRule order, String id, List<String> rules) {
        return new ApprovalUse(id, ApprovalKind.ORDER_REVIEW, OrderReview.fingerprint(order, rules), order.principal());
    }

    /**
     * Learns that an order passed everything and goes. Counts it as a message when it is sent to a venue, and uses up the
     * approval of a released one.
     *
     * @param order as it was judged
     * @param verdict what {@link #judge} said of it last, at the same time
     * @throws IllegalStateException if the verdict does not let it go, or its approval cannot be used; it must not go then
     */
    public void accepted(OrderUnderRule order, ComplianceVerdict verdict) {
        if (!verdict.passes()) {
            throw new IllegalStateException("order " + order.orderId() + " is " + verdict.text() + " and must not go");
        }
        if (verdict instanceof Released released) {
            ApprovalAnswer answer = approvals.use(use(order, released.approvalId(), released.rules()), order.timeNs());
            if (answer instanceof ApprovalAnswer.Refused refused) {
                throw new IllegalStateException("order " + order.orderId() + ": " + refused.detail());
            }
            releases.add(order.orderId(), released);
        }
        if (order.stage() == Stage.AMEND || order.stage() == Stage.CHILD) {
            orderToTrade.onMessage(
                    order.intent().strategy(), order.timeNs(), order.limits().compliance());
        }
    }

    /**
     * Learns of a message to a venue that is in the record, while a run is taken up: the window of OTR_001 counts it again. It
     * locks nothing, for what it locked follows by {@link #restore}.
     *
     * @param strategy whose child or change of an order it was
     * @param timeNs event time of its decision, ns since epoch
     * @param window how long the window was then, above 0
     * @throws IllegalArgumentException if the window is not above 0
     */
    public void onRecorded(String strategy, long timeNs, Duration window) {
        orderToTrade.onRecorded(strategy, timeNs, Require.positive("window", window));
    }

    /**
     * Learns of an execution, of the record too while a run is taken up.
     *
     * @param strategy whose order it was
     * @param timeNs event time, ns since epoch
     */
    public void onFill(String strategy, long timeNs) {
        orderToTrade.onFill(strategy, timeNs);
    }

    /**
     * Learns that a parent ended; what was released for it is released no more.
     *
     * @param orderId our id of the parent
     */
    public void onClosed(String orderId) {
        releases.remove(orderId);
    }

    /**
     * Until when a strategy sends nothing new, because it sent too many messages a fill.
     *
     * @param strategy any
     * @param nowNs event time, ns since epoch
     * @return event time in ns since epoch; empty when it is not locked
     */
    public Optional<Long> lockedUntilNs(String strategy, long nowNs) {
        return orderToTrade.isLocked(strategy, nowNs)
                ? Optional.of(orderToTrade.lockedUntilNs(strategy))
                : Optional.empty();
    }

    /**
     * How often a strategy was locked since the start.
     *
     * @return grows with each lock, never falls
     */
    public long locks() {
        return orderToTrade.locks();
    }

    /**
     * Writes what must survive a restart and is not in the record: locks and releases. What the windows of messages hold is in
     * the record: {@link #onRecorded} and {@link #onFill} fill them again; without them they start empty.
     *
     * @param state receives texts whose names start with {@code compliance.}
     */
    public void save(Map<String, String> state) {
        orderToTrade.save(state);
        releases.save(state);
    }

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is unreadable
     */
    public void restore(Map<String, String> state) {
        orderToTrade.restore(state);
        releases.restore(state);
    }

    /** Builds the rules; every setter checks its own argument. */
    public static final class Builder {
        private final List<Armed> custom = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private Approvals approvals = Approvals.builder().build();

        private Builder() {
            StandardRules.general(new OrderToTrade()).forEach(rule -> ids.add(rule.id()));
            for (Regime regime : Regime.values()) {
                RegimeRules.of(regime).forEach(rule -> ids.add(rule.id()));
            }
        }

        /**
         * Adds a rule; it runs after the general ones and those of the regime, in the order added.
         *
         * @param value with an id of its own
         * @return this
         * @throws IllegalArgumentException if its id is malformed, in use, or that of a general rule or one of any regime
         */
        public Builder rule(ComplianceRule value) {
            String id = value.id();
            Require.that(ID.matcher(id).matches(), "rule", "must have an id like DESK_007", id);
            Require.that(ids.add(id), "rule", "must have an id of its own", id);
            custom.add(Armed.of(id, value));
            return this;
        }

        /**
         * Sets the desk at which releases are asked for.
         *
         * @param value default one of its own, see {@link Compliance#approvals()}
         * @return this
         */
        public Builder approvals(Approvals value) {
            approvals = value;
            return this;
        }

        private List<Armed> armed(Regime regime, OrderToTrade orderToTrade) {
            List<Armed> armed = new ArrayList<>();
            StandardRules.general(orderToTrade).forEach(rule -> armed.add(Armed.of(rule.id(), rule)));
            RegimeRules.of(regime).forEach(rule -> armed.add(Armed.of(rule.id(), rule)));
            armed.addAll(custom);
            return List.copyOf(armed);
        }

        /**
         * Builds the rules.
         *
         * @return rules that judged nothing yet
         */
        public Compliance build() {
            return new Compliance(this);
        }
    }
}
