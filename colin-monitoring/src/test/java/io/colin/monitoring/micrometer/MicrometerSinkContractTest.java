package io.colin.monitoring.micrometer;

import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.metrics.MetricsSinkContract;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.OptionalDouble;

class MicrometerSinkContractTest extends MetricsSinkContract {
    private PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    protected MetricsSink sink() {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return MicrometerSink.to(registry);
    }

    @Override
    protected boolean canBeRead() {
        return true;
    }

    @Override
    protected OptionalDouble read(MetricDefinition metric, String... labels) {
        Search search = registry.find("colin_" + metric.name());
        for (int i = 0; i < labels.length; i++) {
            search = search.tag(metric.labels().get(i), labels[i]);
        }
        Meter meter = search.meter();
        return meter == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(meter.measure().iterator().next().getValue());
    }
}
