package io.colin.api.metrics;

import io.colin.api.metrics.MetricDefinition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Remembers every measurement. It never throws; a call that does not fit its metric (another kind, a wrong number of
 * labels, a negative amount) is remembered as one of the {@link #mistakes}. Safe for several threads.
 */
public final class RecordingMetricsSink implements MetricsSink {
    private final Map<Series, Double> counters = new HashMap<>();
    private final Map<Series, Double> gauges = new HashMap<>();
    private final Map<Series, List<Double>> observations = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private record Series(String name, List<String> labels) {}

    private RecordingMetricsSink() {}

    /**
     * A sink that has heard nothing.
     *
     * @return the sink
     */
    public static RecordingMetricsSink create() {
        return new RecordingMetricsSink();
    }

    @Override
    public synchronized void count(MetricDefinition metric, double amount, String... labels) {
        if (fits(metric, Kind.COUNTER, labels)) {
            if (amount >= 0) {
                counters.merge(series(metric, labels), amount, Double::sum);
            } else {
                mistakes.add(metric.name() + ": amount must be 0 or more (" + amount + ")");
            }
        }
    }

    @Override
    public synchronized void gauge(MetricDefinition metric, double value, String... labels) {
        if (fits(metric, Kind.GAUGE, labels)) {
            if (Double.isNaN(value)) {
                gauges.remove(series(metric, labels));
            } else {
                gauges.put(series(metric, labels), value);
            }
        }
    }

    @Override
    public synchronized void observe(MetricDefinition metric, double value, String... labels) {
        if (fits(metric, Kind.HISTOGRAM, labels)) {
            observations
                    .computeIfAbsent(series(metric, labels), key -> new ArrayList<>())
                    .add(value);
        }
    }

    /**
     * The sum of a counter.
     *
     * @param metric a counter
     * @param labels one value a label, in the metric's order
     * @return 0 when it was never counted
     */
    public synchronized double counted(MetricDefinition metric, String... labels) {
        return counters.getOrDefault(series(metric, labels), 0.0);
    }

    /**
     * The sum of a counter over all its labels.
     *
     * @param metric a counter
     * @return 0 when it was never counted
     */
    public synchronized double countedInAll(MetricDefinition metric) {
        return counters.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(metric.name()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * What a gauge shows.
     *
     * @param metric a gauge
     * @param labels one value a label, in the metric's order
     * @return empty when it was never set or was taken away
     */
    public synchronized OptionalDouble shown(MetricDefinition metric, String... labels) {
        Double value = gauges.get(series(metric, labels));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * What a distribution was given.
     *
     * @param metric a histogram
     * @param labels one value a label, in the metric's order
     * @return values in the order they came
     */
    public synchronized List<Double> observed(MetricDefinition metric, String... labels) {
        return List.copyOf(observations.getOrDefault(series(metric, labels), List.of()));
    }

    /**
     * Calls that did not fit their metric.
     *
     * @return one line a call, empty when all was well
     */
    public synchronized List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    private boolean fits(MetricDefinition metric, Kind kind, String... labels) {
        if (metric.kind() != kind) {
            mistakes.add(metric.name() + ": is a " + metric.kind() + ", not a " + kind);
            return false;
        }
        if (metric.labels().size() != labels.length) {
            mistakes.add(metric.name() + ": needs " + metric.labels() + ", got " + List.of(labels));
            return false;
        }
        return true;
    }

    private static Series series(MetricDefinition metric, String... labels) {
        return new Series(metric.name(), List.of(labels));
    }
}
