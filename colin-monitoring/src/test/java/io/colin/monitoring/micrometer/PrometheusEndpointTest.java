package io.colin.monitoring.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.metrics.MetricCatalog;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
    @Test
    void scrapesColinProcessAndJvm() {
        try (PrometheusEndpoint endpoint = PrometheusEndpoint.create()) {
            endpoint.sink().gauge(MetricCatalog.READY, 1);
            assertThat(endpoint.scrape())
                    .contains("colin_ready 1.0")
                    .contains("jvm_memory_used_bytes{")
                    .contains("process_cpu_usage ");
        }
    }

    @Test
    void residentMemoryIsWhatTheSystemCounts() {
        double bytes = ResidentMemory.bytes();
        if (!Double.isNaN(bytes)) {
            assertThat(bytes).isBetween(10e6, 100e9);
        }
    }
}
