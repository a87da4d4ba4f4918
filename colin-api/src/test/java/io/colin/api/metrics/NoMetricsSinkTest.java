package io.colin.api.metrics;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** {@link MetricsSink#NONE} cannot be read, so it only has to take everything. */
class NoMetricsSinkTest {
    @Test
    void takesEveryMetricInSilence() {
        for (MetricDefinition metric : MetricCatalog.ALL) {
            String[] labels = metric.labels().toArray(String[]::new);
            assertThatCode(() -> {
                        MetricsSink.NONE.count(metric, 1, labels);
                        MetricsSink.NONE.gauge(metric, 1, labels);
                        MetricsSink.NONE.observe(metric, 1, labels);
                    })
                    .as(metric.name())
                    .doesNotThrowAnyException();
        }
    }
}
