package io.colin.risk.compliance;

import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often which control had which outcome, counted from decisions: fed with the decisions the gate made, or with those the
 * record holds, it counts the same. Not thread-safe.
 */
public final class ControlCounts {
    private final SortedMap<String, Map<CheckOutcome, Long>> byControl = new TreeMap<>();
    private final SortedMap<String, Long> byCode = new TreeMap<>();
    private final Map<RiskDecision.Verdict, Long> byVerdict = new EnumMap<>(RiskDecision.Verdict.class);
    private long decided;
    private long compliant;

    private ControlCounts() {}

    /**
     * Counts of nothing yet.
     *
     * @return empty counts
     */
    public static ControlCounts empty() {
        return new ControlCounts();
    }

    /**
     * Counts a decision: its verdict, every check by outcome, every reason by code.
     *
     * @param decision as recorded
     */
    public void add(RiskDecision decision) {
        decided++;
        byVerdict.merge(decision.verdict(), 1L, Long::sum);
        boolean keepsRules = true;
        for (CheckResult check : decision.checks()) {
            byControl
                    .computeIfAbsent(check.check(), name -> new EnumMap<>(CheckOutcome.class))
                    .merge(check.outcome(), 1L, Long::sum);
            keepsRules &= !(isRule(check) && check.outcome() == CheckOutcome.FAILED);
        }
        for (Refusal reason : decision.reasons()) {
            byCode.merge(reason.code(), 1L, Long::sum);
        }
        compliant += keepsRules ? 1 : 0;
    }

    /** A rule of conduct, whether asked as such or by the limit it mirrors. */
    private static boolean isRule(CheckResult check) {
        return check.code() == DenialCode.COMPLIANCE || check.code() == DenialCode.RESTRICTED_SYMBOL;
    }

    /**
     * How many decisions were counted.
     *
     * @return 0 or more
     */
    public long decided() {
        return decided;
    }

    /**
     * How many of them no rule of conduct stood against.
     *
     * @return 0 to {@link #decided()}; one that was reduced until it kept them, refused for other reasons, or released, counts
     */
    public long compliant() {
        return compliant;
    }

    /**
     * The share of decided orders that no rule of conduct stood against.
     *
     * @return 0 to 1; 1 while nothing was decided
     */
    public double score() {
        return decided == 0 ? 1 : (double) compliant / decided;
    }

    /**
     * How often one control had one outcome.
     *
     * @param control name of a check, {@code compliance.POS_001} for example
     * @param outcome which
     * @return 0 or more
     */
    public long count(String control, CheckOutcome outcome) {
        return byControl.getOrDefault(control, Map.of()).getOrDefault(outcome, 0L);
    }

    /**
     * Everything counted, as texts and numbers: {@code control.<name>.<outcome>}, {@code code.<code>},
     * {@code verdict.<verdict>}, {@code decided}, {@code compliant}.
     *
     * @return by name, zeros left out except the last two
     */
    public SortedMap<String, Long> values() {
        SortedMap<String, Long> values = new TreeMap<>();
        byControl.forEach((control, outcomes) ->
                outcomes.forEach((outcome, count) -> values.put("control." + control + "." + outcome, count)));
        byCode.forEach((code, count) -> values.put("code." + code, count));
        byVerdict.forEach((verdict, count) -> values.put("verdict." + verdict, count));
        values.put("decided", decided);
        values.put("compliant", compliant);
        return Collections.unmodifiableSortedMap(values);
    }
}
