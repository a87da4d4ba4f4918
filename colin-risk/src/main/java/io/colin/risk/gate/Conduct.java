package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.ComplianceVerdict;
import io.colin.risk.compliance.OrderUnderRule;
import io.colin.risk.compliance.RuleFinding;
import io.colin.risk.compliance.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Row 17: the rules of compliance, asked about the size the other checks let pass. */
record Conduct(Compliance compliance, SortedSet<String> venues, DayCounts days) {
    private static final String NAME = "compliance";

    /**
     * What the rules said.
     *
     * @param findings one that passes, or one a rule that does not
     */
    record Cleared(OrderUnderRule order, ComplianceVerdict verdict, List<Finding> findings) {
        boolean passes() {
            return verdict.passes();
        }
    }

    Cleared judge(Candidate candidate) {
        OrderUnderRule order = underRule(candidate);
        ComplianceVerdict verdict = compliance.judge(order);
        return new Cleared(order, verdict, verdict.passes() ? List.of(passed(candidate, verdict)) : broken(verdict));
    }

    private OrderUnderRule underRule(Candidate candidate) {
        // An order that is amended is among the trades of the day already.
        int own = candidate.order().isAmend() ? 1 : 0;
        int trades = Math.max(0, days.trades(candidate.nowNs()) - own);
        return new UnderRule(candidate, venues, trades);
    }

    /** The rules that an order breaks of which the checks let no size pass: named, and good for nothing else. */
    List<Finding> brokenBesides(Candidate candidate) {
        return compliance.brokenBesides(underRule(candidate)).stream()
                .map(finding -> broken(finding, "hard_block"))
                .toList();
    }

    private static Finding broken(RuleFinding finding, String verdict) {
        String detail = "rule=" + finding.rule() + " verdict=" + verdict + " "
                + finding.outcome().detail();
        return Finding.failed(finding.check(), finding.code(), detail);
    }

    private static Finding passed(Candidate candidate, ComplianceVerdict verdict) {
        List<String> warnings = new ArrayList<>(2);
        List<String> evidence = new ArrayList<>(2);
        if (verdict instanceof ComplianceVerdict.Released) {
            evidence.add(verdict.text());
        }
        for (RuleFinding finding : verdict.findings()) {
            String detail = finding.outcome().detail();
            if (finding.outcome() instanceof RuleOutcome.Warned) {
                warnings.add(finding.rule() + " " + detail);
            } else if (!detail.isEmpty()) {
                evidence.add(finding.rule() + " " + detail);
            }
        }
        Finding passed = Finding.passed(NAME, DenialCode.COMPLIANCE, candidate.quantity())
                .withDetail(String.join("; ", evidence));
        return warnings.isEmpty() ? passed : passed.warning(String.join("; ", warnings));
    }

    private static List<Finding> broken(ComplianceVerdict verdict) {
        String note = verdict instanceof ComplianceVerdict.RequiresReview review
                        && !review.note().isEmpty()
                ? "; " + review.note()
                : "";
        return verdict.blocking().stream()
                .map(finding -> broken(finding, verdict.text()))
                .map(finding -> finding.withDetail(finding.detail() + note))
                .toList();
    }

    /** The order goes: a release is used up, a message is counted. */
    void accepted(Cleared cleared) {
        compliance.accepted(cleared.order(), cleared.verdict());
    }
}
