package io.colin.risk.compliance;

import io.colin.api.alert.Severity;

/**
 * A rule of conduct that every order is held against, after the gate reduced it. Implement it for rules of your own and give
 * it to {@link Compliance.Builder#rule}.
 *
 * <p>Called by the gate's thread, for parents, their changes and their children ({@link OrderUnderRule#stage()}), possibly
 * several times for one order with different quantities. A rule looks at the order and at what it was built with, changes
 * nothing, reads no clock and answers the same for the same order. What it throws blocks the order.
 */
public interface ComplianceRule {
    /**
     * Names the rule in decisions and reports.
     *
     * @return {@code [A-Z][A-Z0-9_]{0,39}}, for example {@code DESK_007}; unique among the rules of a {@link Compliance}; read
     *     once, when it is built
     */
    String id();

    /**
     * How grave a failure is; read once.
     *
     * @return CRITICAL makes a failing order non-compliant for good; with the others it requires a review
     */
    Severity severity();

    /**
     * Whether a second person may release an order that fails this rule; read once. Of no effect on a CRITICAL rule.
     *
     * @return false for a rule that is a hard limit; default true
     */
    default boolean releasable() {
        return true;
    }

    /**
     * Judges an order.
     *
     * @param order as reduced by the gate
     * @return passed, warned, failed, or why it cannot be judged
     */
    RuleOutcome test(OrderUnderRule order);
}
