package io.colin.ml.lifecycle;

import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.ml.drift.DriftDetector;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.drift.TrainingReference;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.registry.ModelFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares what models of a line see and reach with their training, and publishes it as gauges. Safe for any thread. */
public final class DriftWatch {
    private static final int JUDGED = 1_000;
    private static final int FEWEST = 50;

    private final LiveModel live;
    private final MetricsSink sink;

    private DriftWatch(LiveModel live, MetricsSink sink) {
        this.live = live;
        this.sink = sink;
    }

    /**
     * A watch over a line.
     *
     * @param live whose models are watched by {@link LiveModel#watch}
     * @param sink hears {@code model_drift_kl} and {@code model_drift_columns_ratio} of every report about the champion
     * @return the watch
     */
    public static DriftWatch over(LiveModel live, MetricsSink sink) {
        return new DriftWatch(live, sink);
    }

    /**
     * Compares a model's last 100 observations, and its hit rate, with its training.
     *
     * @param file of the model
     * @return empty before its first observation, and where its file holds no reference
     * @throws io.colin.api.ColinException MODEL_FAILED if the file's reference cannot be used
     */
    public Optional<DriftReport> report(ModelFile file) {
        List<double[]> rows =
                live.observations(file.id(), file.card().settings().symbol());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = file.card().settings().preset().schema().columns().stream()
                .map(ColumnSpec::name)
                .toList();
        Optional<DriftReport> report = file.part(ModelFile.REFERENCE)
                .map(TrainingReference::parse)
                .map(reference -> DriftDetector.check(reference, names, rows, scoreDrop(file)));
        report.ifPresent(known -> publish(file, known));
        return report;
    }

    /** Gauges are labelled by the model's name, which a successor in the shadow shares: they are the champion's. */
    private void publish(ModelFile file, DriftReport report) {
        if (!live.roles().champion().equals(Optional.of(file.id()))) {
            return;
        }
        // What was not compared is absent, not 0.
        boolean compared = !report.columns().isEmpty();
        String model = file.card().settings().preset().name();
        sink.gauge(MetricCatalog.MODEL_DRIFT_KL, compared ? report.worstDivergence() : Double.NaN, model);
        sink.gauge(MetricCatalog.MODEL_DRIFT_COLUMNS, compared ? report.driftedShare() : Double.NaN, model);
    }

    /** How far the hit rate of the last 1 000 answered signals fell below that out of sample, from 50 on. */
    private OptionalDouble scoreDrop(ModelFile file) {
        Double reference = file.metrics().get("hit_rate");
        Optional<TrackRecord> record = live.evidence().record(file.id());
        if (reference == null || reference <= 0 || record.isEmpty()) {
            return OptionalDouble.empty();
        }
        TrackRecord all = record.orElseThrow();
        int size = all.outcomes().size();
        TrackRecord newest =
                new TrackRecord(all.firstNs(), all.lastNs(), all.outcomes().subList(Math.max(0, size - JUDGED), size));
        return newest.resolved() < FEWEST
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - newest.hitRate().orElseThrow() / reference);
    }
}
