package io.colin.api.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.Refusal;
import java.math.BigDecimal;
import java.util.List;

/**
 * The answer of the gate to one order. All checks ran, so that every breach is named; the tightest wins.
 *
 * @param verdict approved, reduced or rejected
 * @param requestedQuantity what was asked
 * @param allowedQuantity what may be traded: the whole, less, or 0
 * @param checks what each check found, in the gate's order
 * @param reasons why it was reduced or rejected, empty when approved
 * @param warnings for a person
 * @param riskScore highest utilisation, 0 to 100
 * @param configHash hash of the limits in force
 * @param timeNs event time of the decision, ns since epoch
 * @param validationTimeNs how long it took by the clock; a measurement, 0 when not measured, never part of a hash
 */
public record RiskDecision(
        Verdict verdict,
        BigDecimal requestedQuantity,
        BigDecimal allowedQuantity,
        List<CheckResult> checks,
        List<Refusal> reasons,
        List<String> warnings,
        double riskScore,
        String configHash,
        long timeNs,
        long validationTimeNs) {
    /** The answers. */
    public enum Verdict {
        /** As asked. */
        APPROVED,
        /** Less than asked. */
        REDUCED,
        /** Not at all. */
        REJECTED
    }

    /** Checks that verdict, quantity and reasons agree, and copies. */
    public RiskDecision {
        requestedQuantity = Decimals.normal(Require.positive("requestedQuantity", requestedQuantity));
        allowedQuantity = Decimals.normal(Require.notNegative("allowedQuantity", allowedQuantity));
        checks = List.copyOf(checks);
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
        Require.within("riskScore", riskScore, 0, 100);
        int compared = allowedQuantity.compareTo(requestedQuantity);
        boolean agrees = switch (verdict) {
            case APPROVED -> compared == 0 && reasons.isEmpty();
            case REDUCED -> compared < 0 && allowedQuantity.signum() > 0 && !reasons.isEmpty();
            case REJECTED -> allowedQuantity.signum() == 0 && !reasons.isEmpty();
        };
        Require.that(agrees, "verdict", "must agree with allowedQuantity and reasons", verdict + " " + allowedQuantity);
    }

    /**
     * The score in words.
     *
     * @return the level
     */
    public RiskLevel riskLevel() {
        return RiskLevel.of(riskScore);
    }

    /**
     * Whether something may be traded.
     *
     * @return true unless rejected
     */
    public boolean passes() {
        return verdict != Verdict.REJECTED;
    }

    /**
     * The same decision with a measured duration.
     *
     * @param elapsedNs 0 or more
     * @return a copy
     */
    public RiskDecision measured(long elapsedNs) {
        return new RiskDecision(
                verdict,
                requestedQuantity,
                allowedQuantity,
                checks,
                reasons,
                warnings,
                riskScore,
                configHash,
                timeNs,
                Require.notNegative("elapsedNs", elapsedNs));
    }
}
