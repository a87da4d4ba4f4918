package io.colin.risk.gate;

import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.gate.Conduct.Cleared;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdict over an evaluation. A smaller size is only named after all checks and all rules ran on it, so that what is
 * called passing passes. Sizes are those of what is judged; the decision tells them of the whole order.
 *
 * @param cleared what the rules said of the size that passes the checks; empty when none does
 * @param rules what is told of the rules; where no size passes, those that are broken besides
 */
record Ruling(
        Verdict verdict,
        BigDecimal allowed,
        BigDecimal passing,
        Evaluation asked,
        List<Finding> breaches,
        Optional<Cleared> cleared,
        List<Finding> rules) {

    static Ruling of(List<Check> checks, Conduct conduct, Candidate candidate) {
        Evaluation asked = Evaluation.of(checks, candidate);
        List<Finding> breaches = new ArrayList<>(breachesOf(asked));
        BigDecimal passing = breaches.isEmpty() ? candidate.quantity() : passing(checks, candidate, asked, breaches);
        Optional<Cleared> cleared = Optional.empty();
        List<Finding> rules;
        if (passing.signum() > 0) {
            Cleared said = conduct.judge(breaches.isEmpty() ? candidate : candidate.resized(passing));
            cleared = Optional.of(said);
            rules = said.findings();
            if (!said.passes()) {
                passing = BigDecimal.ZERO;
                breaches.addAll(rules);
            }
        } else {
            rules = conduct.brokenBesides(candidate.resized(asked.reduced()));
            breaches.addAll(rules);
        }
        breaches.sort(Comparator.comparing(Finding::largest));
        Verdict verdict = breaches.isEmpty()
                ? Verdict.APPROVED
                : passing.signum() > 0 && candidate.order().intent().reducible() ? Verdict.REDUCED : Verdict.REJECTED;
        BigDecimal allowed = verdict == Verdict.REJECTED ? BigDecimal.ZERO : passing;
        return new Ruling(verdict, allowed, passing, asked, breaches, cleared, rules);
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
        BigDecimal filled = asked.candidate().order().filled();
        BigDecimal warnFrom = asked.candidate().limits().warnFrom();
        List<CheckResult> results = new ArrayList<>(asked.findings().size() + 1);
        List<String> warnings = new ArrayList<>(2);
        for (Finding finding : asked.findings()) {
            add(finding, filled, warnFrom, results, warnings);
        }
        rules.forEach(finding -> add(finding, filled, warnFrom, results, warnings));
        BigDecimal largest = Finding.whole(passing, filled);
        List<Refusal> reasons =
                breaches.stream().map(finding -> finding.refusal(largest)).toList();
        return new RiskDecision(
                verdict,
                asked.candidate().whole(),
                Finding.whole(allowed, filled),
                results,
                reasons,
                warnings,
                asked.score(),
                configHash,
                timeNs,
                0);
    }

    private void add(
            Finding finding, BigDecimal filled, BigDecimal warnFrom, List<CheckResult> results, List<String> warnings) {
        String warning = finding.warning(warnFrom);
        results.add(finding.result(outcome(finding, warning), filled));
        if (!warning.isEmpty()) {
            warnings.add(warning);
        }
    }

    private CheckOutcome outcome(Finding finding, String warning) {
        if (finding.passes()) {
            return warning.isEmpty() ? CheckOutcome.PASSED : CheckOutcome.WARNED;
        }
        return verdict == Verdict.REDUCED ? CheckOutcome.REDUCED : CheckOutcome.FAILED;
    }

    private static List<Finding> breachesOf(Evaluation evaluation) {
        return evaluation.passes()
                ? List.of()
                : evaluation.findings().stream()
                        .filter(finding -> !finding.passes())
                        .toList();
    }
}
