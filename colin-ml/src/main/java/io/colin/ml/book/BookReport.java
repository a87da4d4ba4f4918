package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.ml.book.BookEvaluation.Comparison;
import io.colin.ml.book.BookEvaluation.Rival;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.report.Cell;
import io.colin.ml.report.Report;
import io.colin.ml.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The evaluations of a book model as a report: what was reached beside the rules, with intervals and p values. */
public final class BookReport {
    private static final double CALIBRATED = 0.03;
    private static final double SIGNIFICANT = 0.05;

    private BookReport() {}

    /**
     * A report on one judgement or several that are not put together.
     *
     * @param title what is reported on
     * @param evaluations at least one
     * @return one table of comparisons and one list of facts for each
     */
    public static Report of(String title, List<BookEvaluation> evaluations) {
        return of(title, evaluations, List.of());
    }

    /**
     * A report.
     *
     * @param title what is reported on
     * @param evaluations at least one
     * @param together their calibration over all books
     * @return one table of comparisons and one list of facts for each evaluation, and a list of facts for each of those
     */
    public static Report of(String title, List<BookEvaluation> evaluations, List<PooledCalibration> together) {
        Require.positive("evaluations", evaluations.size());
        Report.Builder report = Report.builder(title, verdict(evaluations.getFirst()));
        for (BookEvaluation evaluation : evaluations) {
            String heading = heading(evaluation);
            report.facts(heading, facts(evaluation));
            report.table(
                    heading + ": beside the rules",
                    List.of(
                            "rule",
                            "rows",
                            "its accuracy",
                            "model better by, points",
                            "from",
                            "to",
                            "p, bootstrap",
                            "p, McNemar"),
                    evaluation.comparisons().stream().map(BookReport::row).toList());
        }
        for (PooledCalibration pooled : together) {
            report.facts(
                    pooled.judgements() + " judgements together, " + question(pooled.target(), pooled.choice()),
                    facts(pooled));
        }
        return report.build();
    }

    /**
     * How far off the probabilities are over all judgements of a question together.
     *
     * @param together any
     * @return a sentence for each
     */
    public static List<String> together(List<PooledCalibration> together) {
        return together.stream()
                .map(pooled -> String.format(
                        Locale.ROOT,
                        "%d judgements together, %s: calibration error over all rows %.1f %% [%.1f, %.1f], where exact"
                                + " probabilities would show %.1f %% if the books moved apart (p %.2f) and %.1f %% if"
                                + " they moved as one (p %.2f); root mean square error of each without its noise"
                                + " %.1f %% [%.1f, %.1f]; %d moves",
                        pooled.judgements(),
                        question(pooled.target(), pooled.choice()),
                        100 * pooled.error(),
                        100 * pooled.low(),
                        100 * pooled.high(),
                        100 * pooled.noiseApart(),
                        pooled.pApart(),
                        100 * pooled.noiseAsOne(),
                        pooled.pAsOne(),
                        100 * pooled.debiased().error(),
                        100 * pooled.debiased().low(),
                        100 * pooled.debiased().high(),
                        pooled.moves()))
                .toList();
    }

    private static String verdict(BookEvaluation evaluation) {
        Comparison rule = evaluation.against(Rival.IMBALANCE);
        String compared = rule.bootstrapP() < SIGNIFICANT
                ? "better than the imbalance rule"
                : "not shown to be better than the imbalance rule";
        return String.format(
                Locale.ROOT,
                "%s: right in %.1f %%, %+.1f points from the rule (p %.4f), so %s; on the surest third right in %.1f"
                        + " %%%s; calibration error %.1f %%, %s; without its noise %.1f %% [%.1f, %.1f].",
                heading(evaluation),
                100 * evaluation.accuracy(),
                100 * rule.difference(),
                rule.bootstrapP(),
                compared,
                100 * evaluation.thirdAccuracy(),
                thirds(evaluation),
                100 * evaluation.calibrationError(),
                calibrated(evaluation),
                100 * evaluation.debiased().error(),
                100 * evaluation.debiased().low(),
                100 * evaluation.debiased().high());
    }

    /** What a model kept before the rule was asked on its rows does not hold is left out. */
    private static String thirds(BookEvaluation evaluation) {
        return third(evaluation, Rival.IMBALANCE_ON_SUREST_THIRD, "the rule on the same rows")
                + third(evaluation, Rival.IMBALANCE_THIRD, "on the third of its largest imbalance");
    }

    private static String third(BookEvaluation evaluation, Rival rival, String words) {
        return evaluation.comparisons().stream()
                .filter(c -> c.rival() == rival)
                .map(c -> String.format(Locale.ROOT, ", %s in %.1f %%", words, 100 * c.accuracy()))
                .collect(Collectors.joining());
    }

    private static String calibrated(BookEvaluation evaluation) {
        if (evaluation.calibrationError() < CALIBRATED) {
            return "below the 3 % asked for";
        }
        String asked = "above the 3 % asked for";
        return evaluation.calibrationP() < SIGNIFICANT
                ? asked
                : String.format(
                        Locale.ROOT,
                        "%s, where exact probabilities would show %.1f %% (p %.2f)",
                        asked,
                        100 * evaluation.calibrationNoise(),
                        evaluation.calibrationP());
    }

    private static String heading(BookEvaluation evaluation) {
        return evaluation.symbol() + ", " + question(evaluation.target(), evaluation.rows());
    }

    private static String question(Target target, Rows rows) {
        return words(target) + ", " + words(rows);
    }

    private static String words(Rows rows) {
        return rows == Rows.EVERY_CHANGE ? "every change of the best quote" : "decision points";
    }

    private static String words(Target target) {
        return target == Target.NEXT_MOVE ? "next move" : "mid 5 s later";
    }

    private static List<Section.Fact> facts(BookEvaluation evaluation) {
        List<Section.Fact> facts = new ArrayList<>();
        facts.add(new Section.Fact("rows with an answer", Cell.count(evaluation.count())));
        facts.add(new Section.Fact("answers that do not overlap", Cell.count(evaluation.events())));
        evaluation
                .excluded()
                .forEach((why, count) -> facts.add(new Section.Fact(
                        "without an answer, " + why.name().toLowerCase(Locale.ROOT), Cell.count(count))));
        facts.add(new Section.Fact("accuracy", Cell.percent(evaluation.accuracy())));
        facts.add(new Section.Fact("accuracy, from", Cell.percent(evaluation.low())));
        facts.add(new Section.Fact("accuracy, to", Cell.percent(evaluation.high())));
        facts.add(new Section.Fact("accuracy on its surest third", Cell.percent(evaluation.thirdAccuracy())));
        facts.add(new Section.Fact("mean confidence", Cell.percent(evaluation.meanConfidence())));
        facts.add(new Section.Fact("calibration error", Cell.percent(evaluation.calibrationError())));
        facts.add(new Section.Fact(
                "calibration error if the probabilities were exact", Cell.percent(evaluation.calibrationNoise())));
        facts.add(new Section.Fact("p of the calibration error", Cell.probability(evaluation.calibrationP())));
        facts.addAll(facts(evaluation.debiased()));
        return facts;
    }

    private static List<Section.Fact> facts(PooledCalibration pooled) {
        List<Section.Fact> facts = new ArrayList<>();
        facts.add(new Section.Fact("rows with an answer", Cell.count(pooled.rows())));
        facts.add(new Section.Fact("answers that do not overlap", Cell.count(pooled.moves())));
        facts.add(new Section.Fact("calibration error over all rows", Cell.percent(pooled.error())));
        facts.add(new Section.Fact("calibration error over all rows, from", Cell.percent(pooled.low())));
        facts.add(new Section.Fact("calibration error over all rows, to", Cell.percent(pooled.high())));
        facts.add(new Section.Fact("if exact and the books moved apart", Cell.percent(pooled.noiseApart())));
        facts.add(new Section.Fact("p if the books moved apart", Cell.probability(pooled.pApart())));
        facts.add(new Section.Fact("if exact and the books moved as one", Cell.percent(pooled.noiseAsOne())));
        facts.add(new Section.Fact("p if the books moved as one", Cell.probability(pooled.pAsOne())));
        facts.addAll(facts(pooled.debiased()));
        return facts;
    }

    private static List<Section.Fact> facts(DebiasedCalibration error) {
        return List.of(
                new Section.Fact("root mean square calibration error without its noise", Cell.percent(error.error())),
                new Section.Fact("without its noise, from", Cell.percent(error.low())),
                new Section.Fact("without its noise, to", Cell.percent(error.high())));
    }

    private static List<Cell> row(Comparison comparison) {
        return List.of(
                Cell.text(comparison.rival().name().toLowerCase(Locale.ROOT)),
                Cell.count(comparison.rows()),
                Cell.percent(comparison.accuracy()),
                Cell.points(comparison.difference()),
                Cell.points(comparison.low()),
                Cell.points(comparison.high()),
                Cell.probability(comparison.bootstrapP()),
                comparison.rival().sameRows()
                        ? Cell.probability(comparison.nonOverlapping().pValue())
                        : Cell.absent());
    }
}
