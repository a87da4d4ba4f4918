package io.colin.execution.engine;

import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.HdrHistogram.ConcurrentHistogram;

/** Measured times by stage. Safe for several threads; a measurement never enters a decision. */
final class LatencyRecorder {
    private static final long HIGHEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double SECOND_NS = 1e9;

    private final Map<Stage, ConcurrentHistogram> histograms = new EnumMap<>(Stage.class);
    private final MetricsSink sink;
    private LongConsumer onEndToEnd = elapsedNs -> {};

    /** The stages of the order path. */
    enum Stage {
        INGEST,
        FEATURE,
        INFERENCE,
        RISK,
        ROUTE,
        LEDGER,
        END_TO_END;

        private final String label = name().toLowerCase(Locale.ROOT);
    }

    LatencyRecorder(MetricsSink sink) {
        this.sink = sink;
        for (Stage stage : Stage.values()) {
            histograms.put(stage, new ConcurrentHistogram(HIGHEST_NS, DIGITS));
        }
    }

    void record(Stage stage, long elapsedNs) {
        long clipped = Math.min(Math.max(elapsedNs, 0), HIGHEST_NS);
        histogram(stage).recordValue(clipped);
        sink.observe(MetricCatalog.EXECUTION_LATENCY, clipped / SECOND_NS, stage.label);
        if (stage == Stage.END_TO_END) {
            onEndToEnd.accept(clipped);
        }
        if (stage == Stage.RISK) {
            sink.observe(MetricCatalog.RISK_CHECK, clipped / SECOND_NS);
        }
    }

    /** Who hears of every order's way from its market event to its venue, on the engine's thread. */
    void onEndToEnd(LongConsumer listener) {
        onEndToEnd = listener;
    }

    List<LatencySummary> summaries() {
        return histograms.entrySet().stream()
                .filter(entry -> entry.getValue().getTotalCount() > 0)
                .map(entry -> summary(entry.getKey(), entry.getValue()))
                .toList();
    }

    private ConcurrentHistogram histogram(Stage stage) {
        ConcurrentHistogram histogram = histograms.get(stage);
        if (histogram == null) {
            throw new IllegalStateException("no histogram for " + stage);
        }
        return histogram;
    }

    private static LatencySummary summary(Stage stage, ConcurrentHistogram histogram) {
        return new LatencySummary(
                stage.label,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
