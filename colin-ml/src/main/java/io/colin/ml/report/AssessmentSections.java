package io.colin.ml.report;

import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessment.BaselineValue;
import io.colin.ml.evaluation.Assessment.Estimate;
import io.colin.ml.evaluation.Assessment.LossComparison;
import io.colin.ml.evaluation.Baseline;
import io.colin.ml.evaluation.Classification;
import io.colin.ml.evaluation.Directional;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.evaluation.Trading;
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
public final class AssessmentSections {
    private static final double DAY_MS = Duration.ofDays(1).toMillis();
    private static final int MOST_COLUMNS = 25;
    private static final double BPS = 1e4;

    private final Report.Builder report;
    private final String about;

    private AssessmentSections(Report.Builder report, String about) {
        this.report = report;
        this.about = about;
    }

    /**
     * For a report on one assessment.
     *
     * @param report that gets the parts
     * @return nothing added yet
     */
    public static AssessmentSections of(Report.Builder report) {
        return new AssessmentSections(report, "");
    }

    /**
     * For a report on several.
     *
     * @param report that gets the parts
     * @param about which one this is; every heading begins with it
     * @return nothing added yet
     */
    public static AssessmentSections of(Report.Builder report, String about) {
        return new AssessmentSections(report, about + ": ");
    }

    /**
     * Adds all of a model that trades bars.
     *
     * @param assessment what was measured
     */
    public void add(Assessment assessment) {
        probabilities(assessment);
        calibration(assessment);
        signals(assessment);
        trading(assessment);
        equity(assessment.trading());
    }

    /**
     * Adds what the probabilities and acting on them are worth: measures with intervals, baselines, classes, confusion,
     * reliability.
     *
     * @param assessment what was measured
     */
    public void probabilities(Assessment assessment) {
        estimates(assessment);
        baselines(assessment);
        classes(assessment);
        report.confusion(
                about + "Confusion",
                List.of("LONG", "NEUTRAL", "SHORT"),
                assessment.evaluation().classification().confusion());
        reliability(assessment);
    }

    /**
     * Adds the equity after each trade, for data of less than a few days.
     *
     * @param trading one position at a time
     */
    public void equityByTrade(Trading trading) {
        List<Point> points = new ArrayList<>(List.of(new Point(0, 1)));
        double equity = 1;
        for (double trade : trading.trades()) {
            equity *= 1 + trade;
            points.add(new Point(points.size(), equity));
        }
        report.lines(
                about + "Equity after costs, one position at a time",
                new Axes("trade", "equity, start = 1", false),
                List.of(
                        new Series("acting on every answer while flat", points, Style.LINE),
                        new Series("never trading", flat(points), Style.REFERENCE)));
    }

    /**
     * Adds what a model leans on.
     *
     * @param importances of its columns, the most important first; nothing is added for none
     */
    public void importances(List<PermutationImportance> importances) {
        if (!importances.isEmpty()) {
            report.bars(
                    about + "Importance of columns by permutation",
                    "growth of the log loss when the column is shuffled (line: least and most)",
                    importances.stream()
                            .limit(MOST_COLUMNS)
                            .map(one -> new Bar(one.column(), one.increase(), one.lowest(), one.highest()))
                            .toList());
        }
    }

    private void estimates(Assessment assessment) {
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
                about + "Measured, with 95 % intervals (stationary block bootstrap)",
                List.of("measure", "value", "low", "high"),
                rows);
    }

    private void calibration(Assessment assessment) {
        Classification c = assessment.evaluation().classification();
        report.facts(
                about + "Calibration and sets",
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
            Optional<Estimate> value = assessment.values().stream()
                    .filter(one -> one.baseline().equals(b.name()))
                    .map(BaselineValue::net)
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
                    loss.map(l -> Cell.signed(l.difference().value(), 4)).orElse(Cell.absent()),
                    loss.map(l -> Cell.signed(l.difference().low(), 4)).orElse(Cell.absent()),
                    loss.map(l -> Cell.signed(l.difference().high(), 4)).orElse(Cell.absent()),
                    loss.map(l -> Cell.probability(l.test().pValue())).orElse(Cell.absent()),
                    loss.map(l -> Cell.number(l.brier(), 4)).orElse(Cell.absent()),
                    value.map(v -> Cell.signed(BPS * v.value(), 2)).orElse(Cell.absent()),
                    value.map(v -> Cell.signed(BPS * v.low(), 2)).orElse(Cell.absent()),
                    value.map(v -> Cell.signed(BPS * v.high(), 2)).orElse(Cell.absent())));
        }
        report.table(
                about + "Beside the baselines",
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
                        "lower by, low",
                        "lower by, high",
                        "p (Diebold–Mariano)",
                        "its Brier",
                        "its calls, net bp each",
                        "net bp, low",
                        "net bp, high"),
                rows);
    }

    private void classes(Assessment assessment) {
        report.table(
                about + "Each class against the others",
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
                about + "Reliability: how often what was named came",
                new Axes("confidence", "share that came", false),
                List.of(
                        new Series("model", points, Style.DOTS),
                        new Series("honest", List.of(new Point(low, low), new Point(high, high)), Style.REFERENCE)));
    }

    private void signals(Assessment assessment) {
        Directional d = assessment.evaluation().directional();
        report.facts(
                about + "Signals",
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
        report.facts(about + "Trading its signals", facts);
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
                about + "Equity after costs",
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
