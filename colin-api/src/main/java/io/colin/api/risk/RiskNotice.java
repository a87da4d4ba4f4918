package io.colin.api.risk;

import io.colin.api.alert.Severity;
import io.colin.api.internal.Require;

/**
 * Something a gate did by itself or was made to do that the record must hold. The gate gives it to
 * {@link RiskGate#takeNotices()}; whoever runs the gate gives it its place and its time among the events.
 */
public sealed interface RiskNotice {
    /**
     * A limit has another value from now on.
     *
     * @param limit its name
     * @param before value before; empty when there was none
     * @param after value after; empty when there is none any more
     * @param principal who changed it, and {@code with} who agreed where somebody had to
     * @param configHash hash of the limits after
     */
    record LimitChange(String limit, String before, String after, String principal, String configHash)
            implements RiskNotice {
        /** Checks. */
        public LimitChange {
            Require.text("limit", limit);
            Require.text("principal", principal);
            Require.text("configHash", configHash);
        }
    }

    /**
     * Something that needs two people went a step further.
     *
     * @param approvalId its id
     * @param subject what it is about: an order, a limit, a kill switch
     * @param step asked, approved, denied, used or expired
     * @param principal who did this step
     * @param note why, for a person; may be empty
     */
    record ApprovalStep(String approvalId, String subject, ApprovalStage step, String principal, String note)
            implements RiskNotice {
        /** Checks. */
        public ApprovalStep {
            Require.text("approvalId", approvalId);
            Require.text("subject", subject);
            Require.text("principal", principal);
        }
    }

    /**
     * Something that must survive a restart changed: {@link RiskGate#durableState()} is to be recorded before anything acts
     * on it.
     *
     * @param what changed, for a person
     */
    record Latched(String what) implements RiskNotice {
        /** Checks. */
        public Latched {
            Require.text("what", what);
        }
    }

    /**
     * A condition that somebody should know of began, changed or ended.
     *
     * @param name of the condition; name and scope together identify it
     * @param scope what it is about: {@code portfolio}, a symbol, a venue, an account or a strategy
     * @param severity how grave it is, or was
     * @param active false when it is over
     * @param detail for a person
     */
    record Alert(String name, String scope, Severity severity, boolean active, String detail) implements RiskNotice {
        /** Checks. */
        public Alert {
            Require.text("name", name);
            Require.text("scope", scope);
            Require.text("detail", detail);
        }
    }
}
