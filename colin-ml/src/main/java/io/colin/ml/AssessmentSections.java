package io.colin.ml;

import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessment.Estimate;
import io.colin.ml.evaluation.Assessment.LossComparison;
import io.colin.ml.evaluation.Baseline;
import io.colin.ml.evaluation.Classification;
import io.colin.ml.evaluation.Directional;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.evaluation.Trading;
import io.colin.ml.report.Cell;
import io.colin.ml.report.Report;
import io.colin.ml.report.Section.Axes;
import io.colin.ml.report.Section.Bar;
import io.colin.ml.report.Section.Fact;
import io.colin.ml.report.Section.Point;
import io.colin.ml.report.Section.Series;
import io.colin.ml.report.Section.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The parts of a report that show an assessment. */
final class AssessmentSections {
    private static final double DAY_MS = Duration.ofDays(1).toMillis();
    private static final int MOST_COLUMNS = 25;
    private static final double BPS = 1e4;

    private final Report.Builder report;

    AssessmentSections(Report.Builder report) {
        this.report = report;
    }

    void add(Assessment assessment) {
        estimates(assessment);
        baselines(assessment);
        classes(assessment);
        report.confusion(
                "Confusion",
                List.of("LONG", "NEUTRAL", "SHORT"),
                assessment.evaluation().classification().confusion());
        reliability(assessment);
        signals(assessment);
        trading(assessment);
        equity(assessment.trading());
    }

    void importances(List<PermutationImportance> importances) {
        if (!importances.isEmpty()) {
            report.bars(
                    "Importance of columns by permutation",
                    "growth of the log loss when the column is shuffled (line: least and most)",
                    importances.stream()
                            .limit(MOST_COLUMNS)
                            .map(one -> new Bar(one.column(), one.increase(), one.lowest(), one.highest()))
                            .toList());
        }
    }

    private void estimates(Assessment assessment) {
        Classification c = assessment.evaluation().classification();
        List<List<Cell>> rows = new ArrayList<>();
        for (Map.Entry<String, Estimate> entry : assessment.estimates().entrySet()) {
            Estimate e = entry.getValue();
            boolean basis = entry.getKey().startsWith("mean_");
            double factor = basis ? BPS : 1;
            rows.add(List.of(
                    Cell.text(basis ? entry.getKey() + "_bps" : entry.getKey()),
                    Cell.number(factor * e.value(), 4),
                    Cell.number(factor * e.low(), 4),
                    Cell.number(factor * e.high(), 4)));
        }
        report.table(
                "Measured, with 95 % intervals (stationary block bootstrap)",
                List.of("measure", "value", "low", "high"), rows);
        report.facts(
                "Calibration and sets",
                List.of(
                        new Fact("decisions", Cell.count(assessment.evaluation().decisions())),
                        new Fact(
                                "expected calibration error (15 bins of equal mass)",
                                Cell.number(c.calibrationError(), 4)),
                        new Fact("Brier score", Cell.number(c.brier(), 4)),
                        new Fact("Brier score of the class shares", Cell.number(c.priorBrier(), 4)),
                        new Fact(
                                "calibration gate (error at most 0.03, Brier below)",
                                Cell.text(assessment.isCalibrated() ? "passed" : "failed")),
                        new Fact("balanced accuracy", Cell.percent(c.balancedAccuracy())),
                        new Fact(
                                "conformal coverage measured",
                                Cell.percent(assessment.sets().coverage())),
                        new Fact(
                                "mean size of a conformal set",
                                Cell.number(assessment.sets().meanSize(), 2)),
                        new Fact(
                                "sets that are one direction",
                                Cell.percent(assessment.sets().single())),
                        new Fact("p of the labels permuted in blocks", Cell.probability(assessment.permutationP()))));
    }

    private void baselines(Assessment assessment) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Baseline> baselines = assessment.evaluation().baselines();
        for (int i = 0; i < baselines.size(); i++) {
            Baseline b = baselines.get(i);
            Optional<LossComparison> loss = assessment.losses().stream()
                    .filter(one -> one.baseline().equals(b.name()))
                    .findFirst();
            rows.add(List.of(
                    Cell.text(b.name()),
                    Cell.percent(b.accuracy()),
                    Cell.points(b.difference()),
                    Cell.points(b.low()),
                    Cell.points(b.high()),
                    Cell.probability(assessment.hits().get(i).accuracyP()),
                    Cell.probability(assessment.hits().get(i).nonOverlapping().pValue()),
                    loss.map(l -> Cell.number(l.logLoss(), 4)).orElse(Cell.absent()),
                    loss.map(l -> Cell.signed(l.test().difference(), 4)).orElse(Cell.absent()),
                    loss.map(l -> Cell.probability(l.test().pValue())).orElse(Cell.absent())));
        }
        report.table(
                "Beside the baselines",
                List.of(
                        "baseline",
                        "its accuracy",
                        "model, points",
                        "low",
                        "high",
                        "p (bootstrap)",
                        "p (McNemar)",
                        "its log loss",
                        "model is lower by",
                        "p (Diebold–Mariano)"),
                rows);
    }

    private void classes(Assessment assessment) {
        report.table(
                "Each class against the others",
                List.of("class", "came", "precision", "recall", "F1", "AUC"),
                assessment.classes().stream()
                        .map(one -> List.of(
                                Cell.text(one.direction().name()),
                                Cell.count(one.support()),
                                Cell.percent(one.precision()),
                                Cell.percent(one.recall()),
                                Cell.number(one.f1(), 3),
                                Cell.number(one.auc(), 3)))
                        .toList());
    }

    private void reliability(Assessment assessment) {
        List<Point> points = assessment.curve().stream()
                .map(point -> new Point(point.confidence(), point.accuracy()))
                .toList();
        double low = points.stream().mapToDouble(Point::x).min().orElse(0);
        double high = points.stream().mapToDouble(Point::x).max().orElse(1);
        report.lines(
                "Reliability: how often what was named came",
                new Axes("confidence", "share that came", false),
                List.of(
                        new Series("model", points, Style.DOTS),
                        new Series("honest", List.of(new Point(low, low), new Point(high, high)), Style.REFERENCE)));
    }

    private void signals(Assessment assessment) {
        Directional d = assessment.evaluation().directional();
        report.facts(
                "Signals",
                List.of(
                        new Fact("emitted", Cell.count(d.emitted())),
                        new Fact("coverage", Cell.percent(d.coverage())),
                        new Fact("withheld", Cell.percent(1 - d.coverage())),
                        new Fact("hit rate by the sign of the exit return", percent(d.hitRate())),
                        new Fact("hit rate net of cost", percent(d.netHitRate())),
                        new Fact("persistence at the same moments", percent(d.persistenceHitRate())),
                        new Fact("mean return before costs, bp", Cell.signed(BPS * d.meanGross(), 2)),
                        new Fact("mean return after costs, bp", Cell.signed(BPS * d.meanNet(), 2)),
                        new Fact("the standard rule would have emitted", Cell.count(d.standardEmitted()))));
    }

    private void trading(Assessment assessment) {
        Trading trading = assessment.trading();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("trades, one at a time", Cell.count(trading.trades().size())));
        facts.add(new Fact("days", Cell.count(trading.days().size())));
        facts.add(new Fact("total return after fee, spread, impact and funding", Cell.percent(trading.totalReturn())));
        facts.add(new Fact("holding instead", Cell.percent(trading.marketReturn())));
        facts.add(new Fact("maximum drawdown", Cell.percent(trading.maxDrawdown())));
        facts.add(new Fact("capacity, share of the market's volume while held", Cell.percent(trading.capacityShare())));
        facts.add(new Fact("turnover a day, times equity", Cell.number(trading.turnoverPerDay(), 2)));
        assessment
                .ratios()
                .forEach((name, value) -> facts.add(new Fact(
                        name.replace('_', ' '),
                        value.isPresent() ? Cell.number(value.getAsDouble(), 3) : Cell.absent())));
        report.facts("Trading its signals", facts);
    }

    private void equity(Trading trading) {
        List<Point> model = new ArrayList<>();
        List<Point> market = new ArrayList<>();
        double equity = 1;
        double held = 1;
        for (int i = 0; i < trading.days().size(); i++) {
            equity *= 1 + trading.days().get(i);
            held *= 1 + trading.marketDays().get(i);
            double timeMs = (trading.firstDay() + i + 1) * DAY_MS;
            model.add(new Point(timeMs, equity));
            market.add(new Point(timeMs, held));
        }
        report.lines(
                "Equity after costs",
                new Axes("end of day, UTC", "equity, start = 1", true),
                List.of(
                        new Series("signals", model, Style.LINE),
                        new Series("holding", market, Style.REFERENCE),
                        new Series("never trading", flat(model), Style.REFERENCE)));
    }

    private static List<Point> flat(List<Point> points) {
        return points.isEmpty()
                ? List.of()
                : List.of(
                        new Point(points.getFirst().x(), 1),
                        new Point(points.getLast().x(), 1));
    }

    private static Cell percent(OptionalDouble value) {
        return value.isPresent() ? Cell.percent(value.getAsDouble()) : Cell.absent();
    }
}
