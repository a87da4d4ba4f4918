package io.colin.risk.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all checks found about one order: every one of them runs, so that every breach is named. */
record Evaluation(Candidate candidate, List<Finding> findings) {

    static Evaluation of(List<Check> checks, Candidate candidate) {
        List<Finding> findings = new ArrayList<>(checks.size());
        boolean leftOut = false;
        for (Check check : checks) {
            if (!check.concerns(candidate)) {
                continue;
            }
            Optional<BigDecimal> spared = check.spared(candidate);
            if (spared.isPresent() && candidate.quantity().compareTo(spared.get()) <= 0) {
                continue;
            }
            if (!has(candidate, check.needs())) {
                leftOut = true;
                continue;
            }
            Finding finding = check.judge(candidate);
            findings.add(spared.isPresent() ? finding.sparing(spared.get()) : finding);
        }
        Evaluation evaluation = new Evaluation(candidate, findings);
        if (leftOut && evaluation.passes()) {
            throw new IllegalStateException("a check was left out for want of its input and nothing refused");
        }
        return evaluation;
    }

    private static boolean has(Candidate candidate, Check.Input input) {
        return switch (input) {
            case NOTHING -> true;
            case PRICE -> candidate.pricing().isPresent();
            case ACCOUNT ->
                candidate.pricing().isPresent() && candidate.portfolio().isPriced();
        };
    }

    boolean passes() {
        for (Finding finding : findings) {
            if (!finding.passes()) {
                return false;
            }
        }
        return true;
    }

    /** Whether one check refused and no other. */
    boolean failsOnlyBy(String check) {
        for (Finding finding : findings) {
            if (finding.passes() == finding.check().equals(check)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a check ran and refused. */
    boolean fails(String check) {
        for (Finding finding : findings) {
            if (finding.check().equals(check)) {
                return !finding.passes();
            }
        }
        return false;
    }

    /** What a check that ran said. */
    String detail(String check) {
        for (Finding finding : findings) {
            if (finding.check().equals(check)) {
                return finding.detail();
            }
        }
        return "";
    }

    /** The tightest of the largest passing quantities, never above what was asked. */
    BigDecimal largest() {
        BigDecimal largest = candidate.quantity();
        for (Finding finding : findings) {
            largest = largest.min(finding.largest());
        }
        return largest;
    }

    /** The quantity as limits of size alone would reduce it, whatever refuses every size. */
    BigDecimal reduced() {
        BigDecimal reduced = candidate.quantity();
        for (Finding finding : findings) {
            if (finding.largest().signum() > 0) {
                reduced = reduced.min(finding.largest());
            }
        }
        return reduced;
    }

    /** Highest utilisation as 0 to 100: 80 at the limit, 100 at twice the limit. */
    double score() {
        double highest = 0;
        for (Finding finding : findings) {
            highest = Math.max(highest, finding.utilisation());
        }
        return highest <= 1 ? 80 * highest : Math.min(100, 80 + 20 * (highest - 1));
    }
}
