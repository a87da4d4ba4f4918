package io.colin.monitoring;

import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps every measurement; labels that do not fit fail the test. */
final class Recorded implements MetricsSink {
    private final Map<String, Double> values = new HashMap<>();
    private final Map<String, List<Double>> observed = new HashMap<>();

    @Override
    public void count(MetricDefinition metric, double amount, String... labels) {
        values.merge(key(metric, labels), amount, Double::sum);
    }

    @Override
    public void gauge(MetricDefinition metric, double value, String... labels) {
        values.put(key(metric, labels), value);
    }

    @Override
    public void observe(MetricDefinition metric, double value, String... labels) {
        observed.computeIfAbsent(key(metric, labels), k -> new ArrayList<>()).add(value);
    }

    double value(MetricDefinition metric, String... labels) {
        return values.getOrDefault(key(metric, labels), Double.NaN);
    }

    List<Double> observed(MetricDefinition metric, String... labels) {
        return observed.getOrDefault(key(metric, labels), List.of());
    }

    private static String key(MetricDefinition metric, String... labels) {
        if (metric.labels().size() != labels.length) {
            throw new AssertionError(metric.name() + " needs " + metric.labels());
        }
        return metric.name() + List.of(labels);
    }
}
