package io.colin.risk.compliance;

import io.colin.api.alert.Severity;
import io.colin.api.internal.Require;
import io.colin.api.order.DenialCode;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import java.math.BigDecimal;

/**
 * What one rule found.
 *
 * @param rule its id
 * @param severity how grave a failure is
 * @param releasable whether a second person may release a failure
 * @param outcome what it said
 */
public record RuleFinding(String rule, Severity severity, boolean releasable, RuleOutcome outcome) {
    /** What the names of the checks of rules start with in a decision. */
    public static final String CHECK_PREFIX = "compliance.";

    /** Checks. */
    public RuleFinding {
        Require.text("rule", rule);
    }

    /**
     * What a decision names the rule.
     *
     * @return {@link #CHECK_PREFIX} and the id
     */
    public String check() {
        return CHECK_PREFIX + rule;
    }

    /**
     * What a decision refuses with when this rule blocks.
     *
     * @return RESTRICTED_SYMBOL for SYM_001, else COMPLIANCE
     */
    public DenialCode code() {
        return rule.equals(StandardRules.RESTRICTED) ? DenialCode.RESTRICTED_SYMBOL : DenialCode.COMPLIANCE;
    }

    /**
     * The finding as a decision records it. A rule has no size that would pass: where a limit is mirrored, the limit's own
     * check names one.
     *
     * @param quantity the quantity judged, 0 or more
     * @return passed or warned with that quantity as the largest passing, or failed with 0
     */
    public CheckResult result(BigDecimal quantity) {
        CheckOutcome found = switch (outcome) {
            case RuleOutcome.Passed p -> CheckOutcome.PASSED;
            case RuleOutcome.Warned w -> CheckOutcome.WARNED;
            case RuleOutcome.Failed f -> CheckOutcome.FAILED;
            case RuleOutcome.CannotJudge c -> CheckOutcome.FAILED;
        };
        BigDecimal largest = outcome.passes() ? quantity : BigDecimal.ZERO;
        return new CheckResult(
                check(), code(), found, "none", BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, largest, text());
    }

    /**
     * The detail of the decision.
     *
     * @return {@code rule=… severity=… detail=…}; an error says {@code error=} instead of detail
     */
    public String text() {
        String name = outcome instanceof RuleOutcome.CannotJudge ? "error" : "detail";
        String head = "rule=" + rule + " severity=" + severity;
        return outcome.detail().isEmpty() ? head : head + " " + name + "=" + outcome.detail();
    }

    RuleFinding with(RuleOutcome other) {
        return new RuleFinding(rule, severity, releasable, other);
    }
}
