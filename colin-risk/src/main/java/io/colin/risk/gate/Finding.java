package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import java.math.BigDecimal;

/**
 * What one check found, before the verdict is known.
 *
 * @param measured whether projected over limit says how much of the limit is used
 */
record Finding(
        String check,
        DenialCode code,
        boolean passes,
        Amounts amounts,
        BigDecimal largest,
        String detail,
        boolean measured) {
    private static final Amounts NO_AMOUNTS = new Amounts("none", BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Limit, value before and value with the order, in one unit. */
    record Amounts(String unit, BigDecimal limit, BigDecimal current, BigDecimal projected) {
        Amounts {
            limit = Decimals.normal(limit);
            current = Decimals.normal(current);
            projected = Decimals.normal(projected);
        }

        boolean isWithin() {
            return projected.compareTo(limit) <= 0;
        }
    }

    /** A value against its upper limit. */
    static Finding limit(String check, DenialCode code, Amounts amounts, BigDecimal largest) {
        return new Finding(check, code, amounts.isWithin(), amounts, largest, "", true);
    }

    /** A rule without numbers, or whose numbers are no use of a limit. */
    static Finding passed(String check, DenialCode code, BigDecimal largest) {
        return new Finding(check, code, true, NO_AMOUNTS, largest, "", false);
    }

    /** A rule that is broken; nothing smaller would help. */
    static Finding failed(String check, DenialCode code, String detail) {
        return failed(check, code, BigDecimal.ZERO, detail);
    }

    /** A rule that is broken, but not by a smaller quantity. */
    static Finding failed(String check, DenialCode code, BigDecimal largest, String detail) {
        return new Finding(check, code, false, NO_AMOUNTS, largest, detail, false);
    }

    Finding withAmounts(Amounts newAmounts) {
        return new Finding(check, code, passes, newAmounts, largest, detail, measured);
    }

    Finding withDetail(String newDetail) {
        return new Finding(check, code, passes, amounts, largest, newDetail, measured);
    }

    /** The same finding where a quantity is known to pass because the check spares it. */
    Finding sparing(BigDecimal quantity) {
        return new Finding(check, code, passes, amounts, largest.max(quantity), detail, measured);
    }

    /** Use of the limit as a multiple of it, for the score; a broken rule without numbers counts as twice. */
    double utilisation() {
        if (!measured) {
            return passes ? 0 : 2;
        }
        double limit = Decimals.statistic(amounts.limit());
        double projected = Math.max(0, Decimals.statistic(amounts.projected()));
        double use = limit > 0 ? projected / limit : projected > 0 ? 2 : 0;
        return passes || use > 1 ? use : 2;
    }

    boolean warns(BigDecimal from) {
        return measured
                && passes
                && amounts.limit().signum() > 0
                && amounts.projected().compareTo(from.multiply(amounts.limit())) >= 0;
    }

    CheckResult result(CheckOutcome outcome) {
        return new CheckResult(
                check,
                code,
                outcome,
                amounts.unit(),
                amounts.limit(),
                amounts.current(),
                amounts.projected(),
                largest,
                detail);
    }

    Refusal refusal(BigDecimal passing) {
        StringBuilder text = new StringBuilder(120).append("check=").append(check);
        if (!amounts.equals(NO_AMOUNTS)) {
            text.append(" limit=").append(Decimals.text(amounts.limit()));
            text.append(" projected=").append(Decimals.text(amounts.projected()));
            text.append(" unit=").append(amounts.unit());
        }
        text.append(" largest=").append(Decimals.text(passing));
        if (!detail.isEmpty()) {
            text.append(" detail=").append(detail);
        }
        return Refusal.of(code, text.toString());
    }
}
