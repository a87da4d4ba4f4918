package io.colin.monitoring.micrometer;

import io.colin.api.metrics.MetricDefinition;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.function.DoubleConsumer;

/** A distribution with bounds of any size and sign, which only the Prometheus client itself can hold. */
final class ClientHistogram {
    private final Histogram histogram;

    private ClientHistogram(Histogram histogram) {
        this.histogram = histogram;
    }

    static ClientHistogram in(PrometheusMeterRegistry registry, String prefix, MetricDefinition metric) {
        return new ClientHistogram(Histogram.builder()
                .name(prefix + metric.name())
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(Buckets.bounds(metric))
                .register(registry.getPrometheusRegistry()));
    }

    DoubleConsumer series(String... labels) {
        return histogram.labelValues(labels)::observe;
    }
}
