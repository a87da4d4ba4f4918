package io.colin.execution.tca;

import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.Realm;
import io.colin.execution.impact.ImpactAccuracy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What many executions came to, with the sample size of every figure. A figure that no parent had is not there.
 *
 * @param total all parents together
 * @param groups by {@code symbol}, {@code venue}, {@code algorithm}, {@code side} and {@code hour} (UTC, of the decision)
 * @param markouts of fills in basis points by seconds after them; positive = in our favour
 * @param fidelity how many parents were filled against which kind of book; {@code none} without a fill
 * @param realms how many parents were of which realm; {@code none} without a fill, or of both
 * @param flags how many parents carry which flag
 * @param feesApart how many parents have fees that their total leaves out
 * @param grades how many parents passed the success test of their algorithm, by its type; one without a test is not in it
 * @param impact how well the impact model of each realm foretold, by {@code paper} and {@code live}; a realm whose model foretold
 *     no parent is not in it
 * @param forecasts what was foretold when parents arrived, and what came out
 */
public record TcaSummary(
        CostGroup total,
        SortedMap<String, List<CostGroup>> groups,
        SortedMap<String, Measured> markouts,
        SortedMap<String, Long> fidelity,
        SortedMap<String, Long> realms,
        SortedMap<String, Long> flags,
        long feesApart,
        SortedMap<String, Grades> grades,
        SortedMap<String, Impact> impact,
        ForecastSummary forecasts) {
    /** Copies. */
    public TcaSummary {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        markouts = Collections.unmodifiableSortedMap(new TreeMap<>(markouts));
        fidelity = Collections.unmodifiableSortedMap(new TreeMap<>(fidelity));
        realms = Collections.unmodifiableSortedMap(new TreeMap<>(realms));
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
        grades = Collections.unmodifiableSortedMap(new TreeMap<>(grades));
        impact = Collections.unmodifiableSortedMap(new TreeMap<>(impact));
    }

    /**
     * How many parents came out how in the success test of their algorithm.
     *
     * @param passed every test
     * @param failed at least one
     * @param absent no test failed, and one at least had no evidence
     */
    public record Grades(long passed, long failed, long absent) {
        private static Grades of(List<SuccessGrade> grades) {
            return new Grades(
                    count(grades, Criterion.Verdict.PASSED),
                    count(grades, Criterion.Verdict.FAILED),
                    count(grades, Criterion.Verdict.ABSENT));
        }

        private static long count(List<SuccessGrade> grades, Criterion.Verdict verdict) {
            return grades.stream().filter(each -> each.verdict() == verdict).count();
        }
    }

    /**
     * How well impact was foretold, each parent before the model learnt from it; without those filled at another price than the
     * symbol's ({@link ExecutionAnalysis#isInterchanged()}).
     *
     * @param parents how many
     * @param accuracy 1 − Σ|predicted − realised| / Σ|realised| of impact without half the spread; empty with fewer than 30
     * @param errorBps mean of realised − predicted
     * @param missBps mean of |realised − predicted|
     * @param inside share whose cost came out inside the central 90 % interval; parents before any noise was known, whose interval was
     *     too narrow, included
     */
    public record Impact(
            long parents,
            Optional<Double> accuracy,
            Optional<Measured> errorBps,
            Optional<Measured> missBps,
            Optional<Measured> inside) {}

    private static final double BPS = 1e4;
    private static final double NORMAL_95 = 1.6448536269514722;
    private static final String NONE = "none";

    /**
     * Sums up, and grades the parents by what their analyses tell; of forecasts it knows nothing.
     *
     * @param analyses in any order
     * @return the summary
     */
    public static TcaSummary of(List<ExecutionAnalysis> analyses) {
        List<SuccessGrade> grades = analyses.stream()
                .flatMap(each -> ParentGrader.of(each, Optional.empty()).stream())
                .toList();
        return of(analyses, grades, ForecastSummary.of(List.of()));
    }

    /**
     * Sums up.
     *
     * @param analyses in any order
     * @param grades of them, in any order
     * @param forecasts how what was foretold of them came out
     * @return the summary
     */
    public static TcaSummary of(
            List<ExecutionAnalysis> analyses, List<SuccessGrade> grades, ForecastSummary forecasts) {
        SortedMap<String, List<CostGroup>> groups = new TreeMap<>();
        groups.put("symbol", by(analyses, each -> each.terms().symbol().name()));
        groups.put("venue", by(analyses, each -> each.venue().isEmpty() ? NONE : each.venue()));
        groups.put("algorithm", by(analyses, each -> each.terms().algo()));
        groups.put("side", by(analyses, each -> each.terms().side().name().toLowerCase(Locale.ROOT)));
        groups.put("hour", by(analyses, TcaSummary::hour));
        return new TcaSummary(
                CostGroup.of("all", analyses),
                groups,
                markouts(analyses),
                count(analyses, each -> List.of(each.fidelity().isEmpty() ? NONE : each.fidelity())),
                count(
                        analyses,
                        each -> List.of(each.realm().map(TcaSummary::name).orElse(NONE))),
                count(analyses, ExecutionAnalysis::flags),
                analyses.stream()
                        .filter(each -> each.costs().isWithoutSomeFees())
                        .count(),
                byAlgorithm(grades),
                impacts(analyses),
                forecasts);
    }

    private static SortedMap<String, Grades> byAlgorithm(List<SuccessGrade> grades) {
        SortedMap<String, List<SuccessGrade>> byAlgorithm = new TreeMap<>();
        grades.forEach(each -> byAlgorithm
                .computeIfAbsent(each.algo(), algo -> new ArrayList<>())
                .add(each));
        SortedMap<String, Grades> counts = new TreeMap<>();
        byAlgorithm.forEach((algo, its) -> counts.put(algo, Grades.of(its)));
        return counts;
    }

    private static String hour(ExecutionAnalysis analysis) {
        Instant decided = Instant.ofEpochSecond(0, analysis.terms().decidedNs());
        return String.format(
                Locale.ROOT, "%02d:00", decided.atOffset(ZoneOffset.UTC).getHour());
    }

    private static List<CostGroup> by(List<ExecutionAnalysis> analyses, Function<ExecutionAnalysis, String> of) {
        SortedMap<String, List<ExecutionAnalysis>> groups = new TreeMap<>();
        analyses.forEach(each -> groups.computeIfAbsent(of.apply(each), name -> new ArrayList<>())
                .add(each));
        return groups.entrySet().stream()
                .map(group -> CostGroup.of(group.getKey(), group.getValue()))
                .toList();
    }

    private static SortedMap<String, Measured> markouts(List<ExecutionAnalysis> analyses) {
        SortedMap<String, Measured> markouts = new TreeMap<>();
        for (int seconds : Markouts.SECONDS) {
            List<Double> known = new ArrayList<>();
            for (ExecutionAnalysis each : analyses) {
                for (ExecutedFill fill : each.fills()) {
                    OptionalDouble markout = Markouts.of(fill, seconds);
                    markout.ifPresent(known::add);
                }
            }
            Measured.of(known).ifPresent(mean -> markouts.put(Integer.toString(seconds), mean));
        }
        return markouts;
    }

    private static SortedMap<String, Long> count(
            List<ExecutionAnalysis> analyses, Function<ExecutionAnalysis, List<String>> of) {
        SortedMap<String, Long> counts = new TreeMap<>();
        analyses.forEach(each -> of.apply(each).forEach(name -> counts.merge(name, 1L, Long::sum)));
        return counts;
    }

    /** As realms are named in summaries. */
    static String name(Realm realm) {
        return realm.name().toLowerCase(Locale.ROOT);
    }

    /** Whether an analysis says how well the model of a realm foretells. */
    static boolean isForetold(ExecutionAnalysis analysis, Realm realm) {
        return analysis.realm().filter(realm::equals).isPresent()
                && analysis.impact().isPresent()
                && !analysis.isInterchanged();
    }

    private static SortedMap<String, Impact> impacts(List<ExecutionAnalysis> analyses) {
        SortedMap<String, Impact> impacts = new TreeMap<>();
        for (Realm realm : Realm.values()) {
            List<ExecutionImpact> foretold = analyses.stream()
                    .filter(each -> isForetold(each, realm))
                    .flatMap(each -> each.impact().stream())
                    .toList();
            if (!foretold.isEmpty()) {
                impacts.put(name(realm), impact(foretold));
            }
        }
        return impacts;
    }

    private static Impact impact(List<ExecutionImpact> foretold) {
        List<Double> errors = new ArrayList<>();
        List<Double> misses = new ArrayList<>();
        List<Double> inside = new ArrayList<>();
        double missed = 0;
        double realised = 0;
        for (ExecutionImpact impact : foretold) {
            double came = impact.cost();
            double error = came - impact.predicted();
            errors.add(error * BPS);
            misses.add(Math.abs(error) * BPS);
            inside.add(Math.abs(error) <= NORMAL_95 * impact.deviation() ? 1.0 : 0.0);
            missed += Math.abs(error);
            realised += Math.abs(came - impact.relativeSpread() / 2);
        }
        OptionalDouble accuracy = new ImpactAccuracy(missed, realised, errors.size()).value();
        return new Impact(
                errors.size(),
                accuracy.isPresent() ? Optional.of(accuracy.getAsDouble()) : Optional.empty(),
                Measured.of(errors),
                Measured.of(misses),
                Measured.of(inside));
    }
}
