package io.colin.risk.gate;

import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.gate.PlainGate.Ask;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Holds the answers of both gates against each other and counts what was met. */
final class OracleVerdicts {
    private static final Pattern LARGEST = Pattern.compile(" largest=(\\d+)(?: |$)");

    final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    final Map<String, Integer> codes = new HashMap<>();
    /** Sizes where what figures allow is no interval from nothing on, so that halving may find another. */
    int uneven;

    private final long seed;
    private final PlainGate plain;

    OracleVerdicts(long seed, PlainGate plain) {
        this.seed = seed;
        this.plain = plain;
    }

    /** Both must agree on verdict, codes and size. */
    void compare(Ask ask, boolean reducible, RiskDecision decision) {
        List<String> expected = plain.codes(ask, ask.quantity);
        List<CheckResult> refusing = decision.checks().stream()
                .filter(row -> row.outcome() == CheckOutcome.FAILED || row.outcome() == CheckOutcome.REDUCED)
                .toList();
        if (refusing.stream().anyMatch(row -> row.largestPassing().compareTo(decision.requestedQuantity()) >= 0)) {
            throw new AssertionError(
                    "seed " + seed + " " + ask.id + ": a size that is refused cannot be one that passes, " + decision);
        }
        List<String> found = refusing.stream()
                .map(CheckResult::code)
                .map(Enum::name)
                .sorted()
                .toList();
        if (!found.equals(expected)) {
            throw new AssertionError("seed " + seed + " " + ask.id + ": expected " + expected + " but was " + decision);
        }
        long largest = expected.isEmpty() ? ask.quantity : largest(ask, decision);
        Verdict verdict =
                expected.isEmpty() ? Verdict.APPROVED : reducible && largest > 0 ? Verdict.REDUCED : Verdict.REJECTED;
        long whole = largest > 0 ? largest + ask.filled() : 0;
        boolean same = decision.verdict() == verdict
                && decision.allowedQuantity().compareTo(BigDecimal.valueOf(verdict == Verdict.REJECTED ? 0 : whole))
                        == 0
                && (expected.isEmpty() || named(decision) == whole);
        if (!same) {
            throw new AssertionError(
                    "seed " + seed + " " + ask.id + ": expected " + verdict + " of " + whole + " but was " + decision);
        }
        counts.merge(verdict, 1, Integer::sum);
        expected.forEach(code -> codes.merge(code, 1, Integer::sum));
    }

    private static long named(RiskDecision decision) {
        Matcher matcher = LARGEST.matcher(decision.reasons().getFirst().message());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /**
     * The largest size that passes. Where what figures allow is no interval from nothing on, halving may find another that
     * passes while the next does not, or nothing: when the account as it stands does not pass, and when what one figure allows
     * is what another refuses.
     */
    private long largest(Ask ask, RiskDecision decision) {
        long largest = plain.largestBelow(ask, ask.quantity);
        long named = named(decision) == 0 ? 0 : named(decision) - ask.filled();
        if (plain.figures == null || named >= largest) {
            return largest;
        }
        boolean halved = named > 0
                ? plain.passes(ask, named) && !plain.figuresPass(ask, named + 1)
                : !plain.figuresPassWithout(ask)
                        || LongStream.range(1, largest).anyMatch(size -> !plain.figuresPass(ask, size));
        uneven += halved ? 1 : 0;
        return halved ? named : largest;
    }
}
