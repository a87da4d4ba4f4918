package io.colin.risk.gate;

import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The verdict over an evaluation. A smaller size is only named after all checks ran on it, so that what is called passing
 * passes.
 */
record Ruling(Verdict verdict, BigDecimal allowed, BigDecimal passing, Evaluation asked, List<Finding> breaches) {

    static Ruling of(List<Check> checks, Candidate candidate) {
        Evaluation asked = Evaluation.of(checks, candidate);
        if (asked.passes()) {
            return new Ruling(Verdict.APPROVED, candidate.quantity(), candidate.quantity(), asked, List.of());
        }
        List<Finding> breaches = new ArrayList<>(breachesOf(asked));
        BigDecimal passing = passing(checks, candidate, asked, breaches);
        breaches.sort(Comparator.comparing(Finding::largest));
        boolean reduced = passing.signum() > 0 && candidate.order().intent().reducible();
        return new Ruling(
                reduced ? Verdict.REDUCED : Verdict.REJECTED,
                reduced ? passing : BigDecimal.ZERO,
                passing,
                asked,
                breaches);
    }

    /** The largest size that passes everything, 0 when none does; then what stops the smaller sizes is named too. */
    private static BigDecimal passing(
            List<Check> checks, Candidate candidate, Evaluation asked, List<Finding> breaches) {
        BigDecimal largest = asked.largest();
        if (largest.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        Evaluation smaller = Evaluation.of(checks, candidate.resized(largest));
        if (smaller.passes()) {
            return largest;
        }
        // A lower bound stops the smaller size; what only shrinks the position is spared the bounds of value.
        BigDecimal shrinkable = candidate.shrinkable().min(largest);
        if (shrinkable.signum() > 0
                && Evaluation.of(checks, candidate.resized(shrinkable)).passes()) {
            return shrinkable;
        }
        breaches.addAll(breachesOf(smaller));
        return BigDecimal.ZERO;
    }

    RiskDecision decision(String configHash, long timeNs) {
        List<CheckResult> results = new ArrayList<>(asked.findings().size());
        List<String> warnings = new ArrayList<>(2);
        BigDecimal warnFrom = asked.candidate().limits().warnFrom();
        for (Finding finding : asked.findings()) {
            CheckOutcome outcome = outcome(finding, warnFrom);
            results.add(finding.result(outcome));
            if (outcome == CheckOutcome.WARNED) {
                warnings.add(
                        finding.check() + ": " + finding.amounts().projected().toPlainString() + " of "
                                + finding.amounts().limit().toPlainString() + " "
                                + finding.amounts().unit());
            }
        }
        List<Refusal> reasons =
                breaches.stream().map(finding -> finding.refusal(passing)).toList();
        BigDecimal requested = asked.candidate().quantity();
        return new RiskDecision(
                verdict, requested, allowed, results, reasons, warnings, asked.score(), configHash, timeNs, 0);
    }

    private CheckOutcome outcome(Finding finding, BigDecimal warnFrom) {
        if (finding.passes()) {
            return finding.warns(warnFrom) ? CheckOutcome.WARNED : CheckOutcome.PASSED;
        }
        return verdict == Verdict.REDUCED ? CheckOutcome.REDUCED : CheckOutcome.FAILED;
    }

    private static List<Finding> breachesOf(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> !finding.passes())
                .toList();
    }
}
