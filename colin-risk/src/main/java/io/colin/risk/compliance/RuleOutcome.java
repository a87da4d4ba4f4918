package io.colin.risk.compliance;

import io.colin.api.internal.Require;

/** What a {@link ComplianceRule} says of an order. */
public sealed interface RuleOutcome {
    /**
     * Passed with nothing to record.
     *
     * @return always the same object
     */
    static RuleOutcome passed() {
        return Passed.SILENTLY;
    }

    /**
     * For the record and for a person.
     *
     * @return why, or what was seen; empty only when passed
     */
    String detail();

    /**
     * Whether the order may go as far as this rule is concerned.
     *
     * @return true when passed or warned
     */
    default boolean passes() {
        return this instanceof Passed || this instanceof Warned;
    }

    /**
     * The order keeps the rule.
     *
     * @param detail evidence recorded with the order, for example the quotes looked at; may be empty
     */
    record Passed(String detail) implements RuleOutcome {
        private static final Passed SILENTLY = new Passed("");
    }

    /**
     * The order keeps the rule, somebody should look.
     *
     * @param detail why, not blank
     */
    record Warned(String detail) implements RuleOutcome {
        /** Checks. */
        public Warned {
            Require.text("detail", detail);
        }
    }

    /**
     * The order breaks the rule.
     *
     * @param detail limit and value, not blank
     */
    record Failed(String detail) implements RuleOutcome {
        /** Checks. */
        public Failed {
            Require.text("detail", detail);
        }
    }

    /**
     * The rule lacks what it needs to know. Blocks the order; nobody can release it.
     *
     * @param detail what is missing, not blank
     */
    record CannotJudge(String detail) implements RuleOutcome {
        /** Checks. */
        public CannotJudge {
            Require.text("detail", detail);
        }
    }
}
