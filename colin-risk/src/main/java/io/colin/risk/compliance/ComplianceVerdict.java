package io.colin.risk.compliance;

import java.util.List;

/** What all rules together say of an order. Every rule ran, so that every failure is named. */
public sealed interface ComplianceVerdict {
    /**
     * What each rule found.
     *
     * @return in the order the rules run: general, regime, custom
     */
    List<RuleFinding> findings();

    /**
     * The verdict in a word.
     *
     * @return {@code compliant}, {@code released}, {@code requires_review}, {@code not_judged} or {@code non_compliant}
     */
    String text();

    /**
     * Whether the order may go.
     *
     * @return true when compliant or released
     */
    default boolean passes() {
        return this instanceof Compliant || this instanceof Released;
    }

    /**
     * What stops the order.
     *
     * @return the findings that do not pass, empty when the order may go
     */
    default List<RuleFinding> blocking() {
        return findings().stream().filter(f -> !f.outcome().passes()).toList();
    }

    /**
     * No rule failed.
     *
     * @param findings of all rules
     */
    record Compliant(List<RuleFinding> findings) implements ComplianceVerdict {
        /** Copies. */
        public Compliant {
            findings = List.copyOf(findings);
        }

        @Override
        public String text() {
            return "compliant";
        }
    }

    /**
     * Rules failed and somebody else than who asks agreed to the order nevertheless. Takes effect, once, by
     * {@link Compliance#accepted}.
     *
     * @param findings of all rules; those released are warnings that name the approval
     * @param approvalId what released it
     * @param rules ids of what was released
     */
    record Released(List<RuleFinding> findings, String approvalId, List<String> rules) implements ComplianceVerdict {
        /** Copies. */
        public Released {
            findings = List.copyOf(findings);
            rules = List.copyOf(rules);
        }

        @Override
        public String text() {
            return "released";
        }
    }

    /**
     * Rules that are not critical failed: blocked until somebody else releases it.
     *
     * @param findings of all rules
     * @param releasable whether a release is possible at all; false when a failing rule is a hard limit
     * @param note what became of the approval the order named, empty when it named none
     */
    record RequiresReview(List<RuleFinding> findings, boolean releasable, String note) implements ComplianceVerdict {
        /** Copies. */
        public RequiresReview {
            findings = List.copyOf(findings);
        }

        @Override
        public String text() {
            return "requires_review";
        }
    }

    /**
     * A rule threw or lacked its input: blocked, nobody can release it.
     *
     * @param findings of all rules
     */
    record NotJudged(List<RuleFinding> findings) implements ComplianceVerdict {
        /** Copies. */
        public NotJudged {
            findings = List.copyOf(findings);
        }

        @Override
        public String text() {
            return "not_judged";
        }
    }

    /**
     * A critical rule failed: blocked, nobody can release it.
     *
     * @param findings of all rules
     */
    record NonCompliant(List<RuleFinding> findings) implements ComplianceVerdict {
        /** Copies. */
        public NonCompliant {
            findings = List.copyOf(findings);
        }

        @Override
        public String text() {
            return "non_compliant";
        }
    }
}
