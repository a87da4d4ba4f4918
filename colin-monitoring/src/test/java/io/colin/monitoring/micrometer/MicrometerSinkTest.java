package io.colin.monitoring.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MicrometerSinkTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerSink sink = MicrometerSink.to(registry);

    @Test
    void everyMetricOfTheCatalogueIsScrapedUnderItsOwnName() {
        for (MetricDefinition metric : MetricCatalog.ALL) {
            String[] labels = metric.labels().stream().map(label -> "x").toArray(String[]::new);
            write(MicrometerSink.strict(registry), metric, labels);
        }
        String text = registry.scrape();
        assertThat(MetricCatalog.ALL).allSatisfy(metric -> {
            String suffix = metric.kind() == MetricDefinition.Kind.HISTOGRAM ? "_count" : "";
            assertThat(text.lines()).anyMatch(line -> line.matches("colin_" + metric.name() + suffix + "(\\{.*})? .*"));
            assertThat(text).contains("# HELP colin_" + metric.name() + " " + metric.help());
        });
    }

    @Test
    void countsAddUp() {
        sink.count(MetricCatalog.RISK_DECISIONS, 1, "approved");
        sink.count(MetricCatalog.RISK_DECISIONS, 2, "approved");
        assertThat(registry.scrape()).contains("colin_risk_decisions_total{outcome=\"approved\"} 3.0");
    }

    @Test
    void aGaugeShowsItsLastValueAndNanTakesItAway() {
        sink.gauge(MetricCatalog.EQUITY, 10, "USD");
        sink.gauge(MetricCatalog.EQUITY, -12.5, "USD");
        assertThat(registry.scrape()).contains("colin_portfolio_equity{currency=\"USD\"} -12.5");
        sink.gauge(MetricCatalog.EQUITY, Double.NaN, "USD");
        assertThat(registry.scrape()).doesNotContain("colin_portfolio_equity{");
        sink.gauge(MetricCatalog.EQUITY, 7, "USD");
        assertThat(registry.scrape()).contains("colin_portfolio_equity{currency=\"USD\"} 7.0");
    }

    @Test
    void bucketsSpanATenthToTwentyTimesTheTarget() {
        double[] bounds = Buckets.bounds(MetricCatalog.EXECUTION_LATENCY);
        assertThat(bounds[0]).isEqualTo(0.005);
        assertThat(bounds[bounds.length - 1]).isEqualTo(1.0);
        assertThat(bounds).isSorted().contains(0.05);
        sink.observe(MetricCatalog.EXECUTION_LATENCY, 0.007, "risk");
        assertThat(registry.scrape())
                .contains("colin_execution_latency_seconds_bucket{stage=\"risk\",le=\"0.005\"} 0\n")
                .contains("colin_execution_latency_seconds_bucket{stage=\"risk\",le=\"0.0075\"} 1\n");
    }

    @Test
    void signedDistributionsKeepWhatIsBelowZero() {
        sink.observe(MetricCatalog.SLIPPAGE, -4, "paper", "immediate", "buy");
        sink.observe(MetricCatalog.SLIPPAGE, 6, "paper", "immediate", "buy");
        String text = registry.scrape();
        assertThat(text)
                .contains("colin_slippage_bps_count{algo=\"immediate\",side=\"buy\",venue=\"paper\"} 2")
                .contains("colin_slippage_bps_sum{algo=\"immediate\",side=\"buy\",venue=\"paper\"} 2.0")
                .contains("venue=\"paper\",le=\"-3.0\"} 1\n");
        assertThat(Buckets.bounds(MetricCatalog.SLIPPAGE)).isSorted().contains(-200, 0, 200);
    }

    @Test
    void anyOtherRegistryKeepsCountAndSumOfSignedDistributions() {
        SimpleMeterRegistry simple = new SimpleMeterRegistry();
        MetricsSink other = MicrometerSink.to(simple);
        other.observe(MetricCatalog.SLIPPAGE, -4, "paper", "immediate", "buy");
        other.observe(MetricCatalog.SLIPPAGE, 6, "paper", "immediate", "buy");
        assertThat(simple.get("colin_slippage_bps").meter().measure())
                .extracting(measurement -> measurement.getValue())
                .containsExactlyInAnyOrder(2.0, 2.0);
    }

    @Test
    void anyOtherRegistryKeepsSecondsAsATimer() {
        SimpleMeterRegistry simple = new SimpleMeterRegistry();
        MicrometerSink.to(simple).observe(MetricCatalog.RISK_CHECK, 0.002);
        assertThat(simple.get("colin_risk_check").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(2);
    }

    @Test
    void aWrongCallIsDroppedAndCountedAndNeverThrows() {
        sink.count(MetricCatalog.RISK_DECISIONS, 1);
        sink.count(MetricCatalog.RISK_DECISIONS, -1, "approved");
        sink.gauge(MetricCatalog.RISK_DECISIONS, 1, "approved");
        sink.observe(MetricCatalog.RISK_CHECK, Double.NaN);
        assertThat(registry.scrape())
                .contains("colin_errors_total{component=\"metrics\",reason=\"wrong_call\"} 4.0")
                .doesNotContain("colin_risk_");
    }

    @Test
    void theStrictSinkNamesTheMistake() {
        MetricsSink strict = MicrometerSink.strict(registry);
        assertThatThrownBy(() -> strict.count(MetricCatalog.RISK_DECISIONS, 1, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("risk_decisions_total")
                .hasMessageContaining("[outcome]");
    }

    @Test
    void manyThreadsLoseNothing() throws InterruptedException {
        Thread[] threads = Stream.generate(() -> Thread.ofVirtual().unstarted(() -> {
                    for (int i = 0; i < 1000; i++) {
                        sink.count(MetricCatalog.OPERATIONS, 1, "risk");
                        sink.gauge(MetricCatalog.POSITIONS, i % 10 == 0 ? Double.NaN : i);
                    }
                }))
                .limit(16)
                .toArray(Thread[]::new);
        Arrays.stream(threads).forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(registry.scrape()).contains("colin_operations_total{component=\"risk\"} 16000.0");
    }

    private static void write(MetricsSink to, MetricDefinition metric, String... labels) {
        switch (metric.kind()) {
            case COUNTER -> to.count(metric, 1, labels);
            case GAUGE -> to.gauge(metric, 1, labels);
            case HISTOGRAM -> to.observe(metric, metric.target(), labels);
        }
    }
}
