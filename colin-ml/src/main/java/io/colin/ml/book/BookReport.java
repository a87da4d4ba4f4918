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

/** The evaluations of a book model as a report: what was reached beside the rules, with intervals and p values. */
public final class BookReport {
    private static final double CALIBRATED = 0.03;
    private static final double SIGNIFICANT = 0.05;

    private BookReport() {}

    /**
     * A report.
     *
     * @param title what is reported on
     * @param evaluations at least one
     * @return one table of comparisons and one list of facts for each
     */
    public static Report of(String title, List<BookEvaluation> evaluations) {
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
        for (List<BookEvaluation> same : alike(evaluations)) {
            report.facts(same.size() + " judgements together, " + question(same.getFirst()), facts(pooled(same)));
        }
        return report.build();
    }

    /**
     * How far off the probabilities are over all judgements of a question together, without the noise of few moves.
     *
     * @param evaluations any
     * @return a sentence for each question and choice of rows that was judged more than once
     */
    public static List<String> together(List<BookEvaluation> evaluations) {
        return alike(evaluations).stream()
                .map(same -> {
                    DebiasedCalibration error = pooled(same);
                    return String.format(
                            Locale.ROOT,
                            "%d judgements together, %s: root mean square calibration error without its noise %.1f %%"
                                    + " [%.1f, %.1f] on %d moves",
                            same.size(),
                            question(same.getFirst()),
                            100 * error.error(),
                            100 * error.low(),
                            100 * error.high(),
                            error.moves());
                })
                .toList();
    }

    /** Those of the same question and rows, where there are several. */
    private static List<List<BookEvaluation>> alike(List<BookEvaluation> evaluations) {
        List<List<BookEvaluation>> groups = new ArrayList<>();
        for (Target target : Target.values()) {
            for (Rows rows : Rows.values()) {
                groups.add(evaluations.stream()
                        .filter(e -> e.target() == target && e.rows() == rows)
                        .toList());
            }
        }
        return groups.stream().filter(group -> group.size() > 1).toList();
    }

    private static DebiasedCalibration pooled(List<BookEvaluation> same) {
        return DebiasedCalibration.pooled(
                same.stream().map(BookEvaluation::debiased).toList());
    }

    private static String verdict(BookEvaluation evaluation) {
        Comparison rule = evaluation.against(Rival.IMBALANCE);
        String compared = rule.bootstrapP() < SIGNIFICANT
                ? "better than the imbalance rule"
                : "not shown to be better than the imbalance rule";
        return String.format(
                Locale.ROOT,
                "%s: right in %.1f %%, %+.1f points from the rule (p %.4f), so %s; on the surest third right in %.1f %%,"
                        + " the rule in %.1f %%; calibration error %.1f %%, %s; without its noise %.1f %% [%.1f, %.1f].",
                heading(evaluation),
                100 * evaluation.accuracy(),
                100 * rule.difference(),
                rule.bootstrapP(),
                compared,
                100 * evaluation.thirdAccuracy(),
                100 * evaluation.against(Rival.IMBALANCE_THIRD).accuracy(),
                100 * evaluation.calibrationError(),
                calibrated(evaluation),
                100 * evaluation.debiased().error(),
                100 * evaluation.debiased().low(),
                100 * evaluation.debiased().high());
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
        return evaluation.symbol() + ", " + question(evaluation);
    }

    private static String question(BookEvaluation evaluation) {
        return words(evaluation.target()) + ", " + words(evaluation.rows());
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
        facts.add(new Section.Fact("from", Cell.percent(evaluation.low())));
        facts.add(new Section.Fact("to", Cell.percent(evaluation.high())));
        facts.add(new Section.Fact("accuracy on its surest third", Cell.percent(evaluation.thirdAccuracy())));
        facts.add(new Section.Fact("mean confidence", Cell.percent(evaluation.meanConfidence())));
        facts.add(new Section.Fact("calibration error", Cell.percent(evaluation.calibrationError())));
        facts.add(new Section.Fact(
                "calibration error if the probabilities were exact", Cell.percent(evaluation.calibrationNoise())));
        facts.add(new Section.Fact("p of the calibration error", Cell.probability(evaluation.calibrationP())));
        facts.addAll(facts(evaluation.debiased()));
        return facts;
    }

    private static List<Section.Fact> facts(DebiasedCalibration error) {
        return List.of(
                new Section.Fact("root mean square calibration error without its noise", Cell.percent(error.error())),
                new Section.Fact("from", Cell.percent(error.low())),
                new Section.Fact("to", Cell.percent(error.high())));
    }

    private static List<Cell> row(Comparison comparison) {
        boolean sameRows = comparison.rival() != Rival.STRONG_IMBALANCE && comparison.rival() != Rival.IMBALANCE_THIRD;
        return List.of(
                Cell.text(comparison.rival().name().toLowerCase(Locale.ROOT)),
                Cell.count(comparison.rows()),
                Cell.percent(comparison.accuracy()),
                Cell.points(comparison.difference()),
                Cell.points(comparison.low()),
                Cell.points(comparison.high()),
                Cell.probability(comparison.bootstrapP()),
                sameRows ? Cell.probability(comparison.nonOverlapping().pValue()) : Cell.absent());
    }
}
