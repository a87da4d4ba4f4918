package io.colin.api.metrics;

class NoMetricsSinkTest extends MetricsSinkContract {
    @Override
    protected MetricsSink sink() {
        return MetricsSink.NONE;
    }
}
