package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.EventHeader;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RunEnded;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.risk.RiskDecision;
import io.colin.risk.compliance.ControlCounts;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The metric of each control is what was counted, once each, however often it is written. */
class ControlMetricsTest {
    private static final EventHeader HEADER = new EventHeader(1, 2, 3, "c", "d");

    private final GateDesk desk = new GateDesk(Map.of("risk.var.armed", "false", "risk.stress.armed", "false"));
    private final SortedMap<String, Double> metric = new TreeMap<>();
    private final ControlCounts counts = ControlCounts.empty();
    private final ControlMetrics metrics = new ControlMetrics(
            new MetricsSink() {
                @Override
                public void count(MetricDefinition definition, double amount, String... labels) {
                    assertThat(definition).isEqualTo(MetricCatalog.RISK_CONTROLS);
                    metric.merge("control." + String.join(".", labels), amount, Double::sum);
                }

                @Override
                public void gauge(MetricDefinition definition, double value, String... labels) {}

                @Override
                public void observe(MetricDefinition definition, double value, String... labels) {}
            },
            counts);

    private void decide(String quantity) {
        RiskDecision decision = desk.buy("momentum", quantity);
        counts.add(decision);
        metrics.accept(new DecisionMade(HEADER, "o", decision));
    }

    private void mark() {
        metrics.accept(new PortfolioMarked(HEADER, desk.portfolio(), desk.gate.status()));
    }

    private SortedMap<String, Double> counted() {
        SortedMap<String, Double> expected = new TreeMap<>();
        counts.values().forEach((name, count) -> {
            if (name.startsWith("control.")) {
                expected.put(name, (double) count);
            }
        });
        return expected;
    }

    @Test
    void isWrittenAtAValuationAndAtTheEndAndCountsEverythingOnce() {
        decide("10");
        assertThat(metric).isEmpty();
        mark();
        assertThat(metric).isEqualTo(counted()).containsEntry("control.order-value.PASSED", 1.0);
        mark();
        assertThat(metric).isEqualTo(counted());
        decide("100000000");
        metrics.accept(new RunEnded(HEADER, "run", "hash"));
        assertThat(metric).isEqualTo(counted()).containsEntry("control.order-value.FAILED", 1.0);
    }

    @Test
    void beginsWithWhatAnEarlierProcessDecided() {
        counts.add(desk.buy("momentum", "10"));
        mark();
        assertThat(metric).isEqualTo(counted()).isNotEmpty();
    }
}
