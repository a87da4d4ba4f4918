package io.colin.ml;

import io.colin.ml.WalkForwardResult.Block;
import io.colin.ml.calibration.CalibrationMap;
import io.colin.ml.calibration.Isotonic;
import io.colin.ml.calibration.Temperature;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Baseline;
import io.colin.ml.evaluation.Classification;
import io.colin.ml.evaluation.Directional;
import io.colin.ml.evaluation.Rival;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.report.AssessmentSections;
import io.colin.ml.report.Cell;
import io.colin.ml.report.Report;
import io.colin.ml.report.Section.Axes;
import io.colin.ml.report.Section.Fact;
import io.colin.ml.report.Section.Point;
import io.colin.ml.report.Section.Series;
import io.colin.ml.report.Section.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Turns what was measured of a bar model into a report. */
public final class EvaluationReport {
    private static final List<String> NOTES = List.of(
            "All numbers are out of sample: every block was scored once, by a model that had learnt from earlier data only,"
                    + " purged of labels that reach into it and an embargo apart.",
            "The verdict asks for a higher accuracy than every baseline and, where a baseline states probabilities, a lower"
                    + " log loss, each at p < 0.05 without counting overlapping predictions as independent.",
            "Trading takes one position at a time of the whole equity without leverage and pays fee, spread, predicted"
                    + " impact and the funding the data hold; swings within a trade are not in it. Capacity is the share of"
                    + " the market's volume at which a position's own square-root impact takes all it earns.");

    private static final List<String> BLOCK_COLUMNS = List.of(
            "block",
            "learnt from",
            "decisions",
            "accuracy",
            "majority",
            "logistic",
            "log loss",
            "its prior",
            "Brier",
            "calibration error",
            "set coverage",
            "signals",
            "hit rate",
            "net, bp",
            "return");

    private EvaluationReport() {}

    /**
     * The report of a walk-forward training.
     *
     * @param result what came out
     * @return the report; the same for the same result
     */
    public static Report of(WalkForwardResult result) {
        ModelFile file = result.candidate().file();
        Report.Builder report = Report.builder(
                "Walk-forward evaluation of " + file.id(), result.overall().verdict());
        report.table("Every test block", BLOCK_COLUMNS, blocks(result));
        AssessmentSections sections = AssessmentSections.of(report);
        sections.add(result.overall());
        learning(report, result.blocks());
        sections.importances(result.importances());
        seeds(report, result);
        report.facts("Model card", card(file));
        return report.words("How to read this", NOTES).build();
    }

    /**
     * The report of a model judged on data after its own.
     *
     * @param file the model
     * @param evaluation what came out
     * @return the report; the same for the same evaluation
     */
    public static Report of(ModelFile file, BarEvaluation evaluation) {
        Report.Builder report = Report.builder(
                "Evaluation of " + file.id(), evaluation.assessment().verdict());
        AssessmentSections sections = AssessmentSections.of(report);
        sections.add(evaluation.assessment());
        sections.importances(evaluation.importances());
        List<Fact> facts = new ArrayList<>(card(file));
        facts.add(new Fact("judged from", time(evaluation.assessment().fromNs())));
        facts.add(new Fact("judged to", time(evaluation.assessment().toNs())));
        facts.add(new Fact("baselines fitted on, decisions", Cell.count(evaluation.reference())));
        report.facts("Model card", facts);
        return report.words("How to read this", NOTES).build();
    }

    private static List<List<Cell>> blocks(WalkForwardResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        result.blocks()
                .forEach(block -> rows.add(row(block.name(), Cell.count(block.fitDecisions()), block.assessment())));
        rows.add(row("all together", Cell.absent(), result.overall()));
        return rows;
    }

    private static List<Cell> row(String name, Cell fit, Assessment assessment) {
        Classification c = assessment.evaluation().classification();
        Directional d = assessment.evaluation().directional();
        OptionalDouble hits = d.hitRate();
        return List.of(
                Cell.text(name),
                fit,
                Cell.count(assessment.evaluation().decisions()),
                Cell.percent(c.accuracy()),
                accuracy(assessment, Rival.MAJORITY),
                accuracy(assessment, Rival.LOGISTIC),
                Cell.number(c.logLoss(), 4),
                Cell.number(c.priorLogLoss(), 4),
                Cell.number(c.brier(), 4),
                Cell.number(c.calibrationError(), 3),
                Cell.percent(assessment.sets().coverage()),
                Cell.count(d.emitted()),
                hits.isPresent() ? Cell.percent(hits.getAsDouble()) : Cell.absent(),
                d.emitted() > 0 ? Cell.signed(1e4 * d.meanNet(), 1) : Cell.absent(),
                Cell.percent(assessment.trading().totalReturn()));
    }

    private static Cell accuracy(Assessment assessment, String rival) {
        return assessment.evaluation().baselines().stream()
                .filter(baseline -> baseline.name().equals(rival))
                .map(Baseline::accuracy)
                .findFirst()
                .map(Cell::percent)
                .orElse(Cell.absent());
    }

    private static void learning(Report.Builder report, List<Block> blocks) {
        List<Series> series = new ArrayList<>();
        Block last = blocks.getLast();
        series.add(new Series(
                last.name() + ", training",
                last.epochs().stream()
                        .map(epoch -> new Point(epoch.epoch(), epoch.trainingLoss()))
                        .toList(),
                Style.LINE));
        for (Block block : blocks) {
            List<Point> points = block.epochs().stream()
                    .map(epoch -> new Point(epoch.epoch(), epoch.validationLoss()))
                    .toList();
            series.add(new Series(block.name() + ", validation", points, Style.DOTS));
        }
        // A training that was taken up again shows what it did since then, which may be nothing.
        series.removeIf(one -> one.points().isEmpty());
        if (!series.isEmpty()) {
            report.lines("Learning curves", new Axes("epoch", "log loss", false), series);
        }
    }

    private static void seeds(Report.Builder report, WalkForwardResult result) {
        if (result.seeds().isEmpty()) {
            return;
        }
        report.table(
                "The last fold under other seeds",
                List.of("seed", "accuracy", "log loss", "return"),
                result.seeds().stream()
                        .map(seed -> List.of(
                                Cell.count(seed.seed()),
                                Cell.percent(seed.accuracy()),
                                Cell.number(seed.logLoss(), 4),
                                Cell.percent(seed.totalReturn())))
                        .toList());
    }

    private static List<Fact> card(ModelFile file) {
        ModelCard card = file.card();
        Preset preset = card.settings().preset();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("model", Cell.text(file.id())));
        facts.add(new Fact("kind", Cell.text(card.kind())));
        facts.add(new Fact("purpose", Cell.text(card.origin().purpose())));
        facts.add(new Fact("bar", Cell.text(Duration.ofNanos(preset.barNs()).toString())));
        facts.add(new Fact(
                "horizon", Cell.text(Duration.ofNanos(preset.horizonNs()).toString())));
        facts.add(new Fact("network", Cell.text(preset.network().toString())));
        facts.add(new Fact("parameters", Cell.count(card.origin().parameters())));
        facts.add(new Fact("columns", Cell.count(preset.schema().size())));
        facts.add(new Fact("schema hash", Cell.text(card.schemaHash())));
        facts.add(new Fact("data from", time(card.dataFromNs())));
        facts.add(new Fact("data to", time(card.dataToNs())));
        facts.add(new Fact("data fingerprint", Cell.text(card.dataFingerprint())));
        facts.add(new Fact("learnt from, decisions", Cell.count(card.training().fitDecisions())));
        facts.add(new Fact(
                "epochs, best",
                Cell.text(card.training().epochs() + ", " + card.training().bestEpoch())));
        facts.add(new Fact("seed", Cell.count(card.settings().seed())));
        facts.add(new Fact("costs", Cell.text(card.settings().costs().toString())));
        facts.add(new Fact("emission", Cell.text(preset.emission().toString())));
        facts.add(new Fact("calibration map", Cell.text(map(card.calibration().map()))));
        facts.add(new Fact(
                "conformal threshold",
                Cell.number(card.calibration().conformal().threshold(), 4)));
        facts.add(new Fact("expires", time(card.expiresAtNs())));
        card.origin().limits().forEach(limit -> facts.add(new Fact("limit of use", Cell.text(limit))));
        return facts;
    }

    private static String map(CalibrationMap map) {
        return switch (map) {
            case Temperature temperature -> String.format(Locale.ROOT, "temperature %.3f", temperature.value());
            case Isotonic isotonic -> "isotonic, " + isotonic.flat().given().size() + " points for NEUTRAL";
        };
    }

    private static Cell time(long timeNs) {
        return Cell.text(Instant.ofEpochSecond(0, timeNs).toString());
    }
}
