package io.colin.execution.tca;

import io.colin.api.internal.Require;
import java.util.Locale;
import java.util.Optional;

/**
 * One test of a parent: a figure held against a bound.
 *
 * @param name what is tested, with its unit
 * @param verdict how it came out
 * @param figure what was measured; empty where it was not
 * @param bound what it is held against; empty where that is not known
 * @param atLeast whether the figure must be at least the bound; else at most
 * @param reason why there is no verdict; empty where there is one
 */
public record Criterion(
        String name, Verdict verdict, Optional<Double> figure, Optional<Double> bound, boolean atLeast, String reason) {
    /** Checks that a verdict has its evidence, and that one that is missing says why. */
    public Criterion {
        Require.text("name", name);
        figure.ifPresent(value -> Require.finite("figure", value));
        bound.ifPresent(value -> Require.finite("bound", value));
        Require.that(
                (verdict == Verdict.ABSENT) != reason.isEmpty(),
                "reason",
                "must be given without a verdict only",
                reason);
        Require.that(
                verdict == Verdict.ABSENT || (figure.isPresent() && bound.isPresent()),
                "verdict",
                "must be ABSENT without figure and bound",
                verdict);
    }

    /** How a test came out. */
    public enum Verdict {
        /** The figure is within the bound. */
        PASSED,
        /** The figure is beyond the bound. */
        FAILED,
        /** Something that it takes was not measured. */
        ABSENT
    }

    /** A figure that must not fall below a bound. */
    static Criterion atLeast(String name, double figure, double bound) {
        Verdict verdict = figure >= bound ? Verdict.PASSED : Verdict.FAILED;
        return new Criterion(name, verdict, Optional.of(figure), Optional.of(bound), true, "");
    }

    /** A figure that must not exceed a bound. */
    static Criterion atMost(String name, double figure, double bound) {
        Verdict verdict = figure <= bound ? Verdict.PASSED : Verdict.FAILED;
        return new Criterion(name, verdict, Optional.of(figure), Optional.of(bound), false, "");
    }

    /** A figure that must not exceed a bound, of which something was not measured. */
    static Criterion absent(String name, Optional<Double> figure, Optional<Double> bound, String reason) {
        return new Criterion(name, Verdict.ABSENT, figure, bound, false, reason);
    }

    /**
     * The test in words.
     *
     * @return for example {@code filled 0.93 < 0.95}, or why there is no verdict
     */
    public String text() {
        if (verdict == Verdict.ABSENT) {
            return name + ": " + reason;
        }
        boolean above = figure.orElseThrow() >= bound.orElseThrow();
        boolean same = figure.orElseThrow().equals(bound.orElseThrow());
        String relation = same ? "=" : above ? ">" : "<";
        return name + " " + number(figure.orElseThrow()) + " " + relation + " " + number(bound.orElseThrow());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }
}
