package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.ml.book.BookEvaluation.Comparison;
import io.colin.ml.book.BookEvaluation.Rival;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessment.Estimate;
import io.colin.ml.evaluation.Assessment.LossComparison;
import io.colin.ml.evaluation.Classification;
import io.colin.ml.report.AssessmentSections;
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
    private static final double BPS = 1e4;
    private static final String NO_SHARES =
            "The model is of a version that kept no class shares of its training data: log loss, Brier score,"
                    + " precision, recall and value after costs need a model trained anew.";

    private BookReport() {}

    /**
     * A report on one judgement or several that are not put together.
     *
     * @param title what is reported on
     * @param evaluations at least one
     * @return one table of comparisons and one list of facts for each
     */
    public static Report of(String title, List<BookEvaluation> evaluations) {
        return report(title, evaluations, List.of()).build();
    }

    /**
     * A report.
     *
     * @param title what is reported on
     * @param evaluations at least one
     * @param assessments one for each evaluation; none for a model that kept no class shares, which is said
     * @param together their calibration over all books
     * @return one table of comparisons and one list of facts for each evaluation, tables and plots for each assessment,
     *     and a list of facts for each of those over all books
     */
    public static Report of(
            String title,
            List<BookEvaluation> evaluations,
            List<BookAssessment> assessments,
            List<PooledCalibration> together) {
        Require.that(
                assessments.isEmpty() || assessments.size() == evaluations.size(),
                "assessments",
                "must be none or one an evaluation",
                assessments.size());
        Report.Builder report = report(title, evaluations, assessments);
        if (assessments.isEmpty()) {
            report.words("What it is worth", List.of(NO_SHARES));
        }
        for (PooledCalibration pooled : together) {
            report.facts(
                    pooled.judgements() + " judgements together, " + question(pooled.target(), pooled.choice()),
                    facts(pooled));
        }
        return report.build();
    }

    private static Report.Builder report(
            String title, List<BookEvaluation> evaluations, List<BookAssessment> assessments) {
        Require.positive("evaluations", evaluations.size());
        Report.Builder report = Report.builder(title, verdict(evaluations.getFirst()));
        for (int i = 0; i < evaluations.size(); i++) {
            BookEvaluation evaluation = evaluations.get(i);
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
            if (!assessments.isEmpty()) {
                add(report, heading, assessments.get(i));
            }
        }
        return report;
    }

    /**
     * What there is to say of each evaluation in a line or two.
     *
     * @param evaluations any
     * @param assessments one for each; none for a model that kept no class shares, which is said
     * @return the verdict of each, followed by what it is worth
     */
    public static List<String> lines(List<BookEvaluation> evaluations, List<BookAssessment> assessments) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < evaluations.size(); i++) {
            lines.add(verdict(evaluations.get(i)));
            if (!assessments.isEmpty()) {
                lines.add(worth(assessments.get(i)));
            }
        }
        if (assessments.isEmpty()) {
            lines.add(NO_SHARES);
        }
        return List.copyOf(lines);
    }

    private static void add(Report.Builder report, String heading, BookAssessment assessed) {
        report.words(heading + ": What it is worth", List.of(worth(assessed)));
        AssessmentSections sections = AssessmentSections.of(report, heading);
        sections.probabilities(assessed.assessment());
        sections.equityByTrade(assessed.assessment().trading());
        sections.importances(assessed.importances());
    }

    private static String worth(BookAssessment assessed) {
        Assessment measured = assessed.assessment();
        Classification c = measured.evaluation().classification();
        LossComparison shares = measured.losses().getFirst();
        return String.format(
                        Locale.ROOT,
                        "Log loss %.4f, class shares %.4f, lower by %+.4f [%+.4f, %+.4f], p (Diebold–Mariano) %s;"
                                + " Brier score %.4f, class shares %.4f. The imbalance rule and the last move state no"
                                + " probabilities.",
                        c.logLoss(),
                        shares.logLoss(),
                        shares.difference().value(),
                        shares.difference().low(),
                        shares.difference().high(),
                        Cell.probability(shares.test().pValue()).shown(),
                        c.brier(),
                        shares.brier())
                + value(measured);
    }

    private static String value(Assessment measured) {
        Estimate gross = measured.estimates().get("mean_gross");
        Estimate net = measured.estimates().get("mean_net");
        if (gross == null || net == null) {
            return " It named no direction, or too few for an interval of their value.";
        }
        String words = net.high() < 0 ? "loses" : net.low() > 0 ? "gains" : "is not told from nothing";
        return String.format(
                Locale.ROOT,
                " The mid went %+.3f bp [%+.3f, %+.3f] the way of its %,d directions; acting on each %s after the fees"
                        + " and the spread of a round trip: %+.2f bp [%+.2f, %+.2f].",
                BPS * gross.value(),
                BPS * gross.low(),
                BPS * gross.high(),
                measured.evaluation().directional().emitted(),
                words,
                BPS * net.value(),
                BPS * net.low(),
                BPS * net.high());
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

    /**
     * What there is to say of an evaluation in a line.
     *
     * @param evaluation any
     * @return accuracy beside the rule, and how far confidence can be believed
     */
    public static String verdict(BookEvaluation evaluation) {
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
