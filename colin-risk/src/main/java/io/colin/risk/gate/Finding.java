package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one check found, before the verdict is known.
 *
 * @param measured whether projected over limit says how much of the limit is used
 * @param warning for a person although it passes, empty when there is none
 */
record Finding(
        String check,
        DenialCode code,
        boolean passes,
        Amounts amounts,
        BigDecimal largest,
        String detail,
        boolean measured,
        String warning) {
    private static final List<BigDecimal> UPPER_LEVELS = List.of(new BigDecimal("0.95"), new BigDecimal("0.90"));
    private static final Amounts NO_AMOUNTS = new Amounts("none", BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Finding(
            String check,
            DenialCode code,
            boolean passes,
            Amounts amounts,
            BigDecimal largest,
            String detail,
            boolean measured) {
        this(check, code, passes, amounts, largest, detail, measured, "");
    }

    /** Limit, value before and value with the order, in one unit. */
    record Amounts(String unit, BigDecimal limit, BigDecimal current, BigDecimal projected) {
        boolean isWithin() {
            return projected.compareTo(limit) <= 0;
        }
    }

    /** A value against its upper limit. */
    static Finding limit(String check, DenialCode code, Amounts amounts, BigDecimal largest) {
        return new Finding(check, code, amounts.isWithin(), amounts, largest, "", true);
    }

    /** A value against its upper limit, which an order passes that adds nothing to it. */
    static Finding limit(String check, DenialCode code, Amounts amounts, BigDecimal largest, boolean addsNothing) {
        return new Finding(check, code, addsNothing || amounts.isWithin(), amounts, largest, "", true);
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
        return new Finding(check, code, passes, newAmounts, largest, detail, measured, warning);
    }

    Finding withDetail(String newDetail) {
        return new Finding(check, code, passes, amounts, largest, newDetail, measured, warning);
    }

    Finding warning(String text) {
        return new Finding(check, code, passes, amounts, largest, detail, measured, text);
    }

    /** The same finding where a quantity is known to pass because the check spares it. */
    Finding sparing(BigDecimal quantity) {
        return largest.compareTo(quantity) >= 0
                ? this
                : new Finding(check, code, passes, amounts, quantity, detail, measured, warning);
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

    /** What to tell a person although it passes; empty when there is nothing. */
    String warning(BigDecimal from) {
        if (!passes) {
            return "";
        }
        if (!warning.isEmpty()) {
            return check + ": " + warning;
        }
        if (!measured || amounts.limit().signum() <= 0 || surelyBelow(from) || !reaches(from)) {
            return "";
        }
        return check + ": " + Decimals.text(amounts.projected()) + " of " + Decimals.text(amounts.limit()) + " "
                + amounts.unit() + ", past " + Decimals.text(softLevel(from).movePointRight(2)) + " %";
    }

    /** Most findings are far from any level; that is seen without exact products. */
    private boolean surelyBelow(BigDecimal share) {
        double bound = Decimals.statistic(share) * Decimals.statistic(amounts.limit());
        return Surely.below(Decimals.statistic(amounts.projected()), bound);
    }

    /** The highest soft level that is reached, at least the one given. */
    private BigDecimal softLevel(BigDecimal from) {
        for (BigDecimal level : UPPER_LEVELS) {
            if (level.compareTo(from) > 0 && reaches(level)) {
                return level;
            }
        }
        return from;
    }

    private boolean reaches(BigDecimal share) {
        return amounts.projected().compareTo(share.multiply(amounts.limit())) >= 0;
    }

    /** The result with sizes of the whole order, of which so much is filled already. */
    CheckResult result(CheckOutcome outcome, BigDecimal filled) {
        return new CheckResult(
                check,
                code,
                outcome,
                amounts.unit(),
                amounts.limit(),
                amounts.current(),
                amounts.projected(),
                whole(largest, filled),
                detail.isEmpty() ? warning : detail);
    }

    static BigDecimal whole(BigDecimal largest, BigDecimal filled) {
        return largest.signum() > 0 && filled.signum() != 0 ? largest.add(filled) : largest;
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
