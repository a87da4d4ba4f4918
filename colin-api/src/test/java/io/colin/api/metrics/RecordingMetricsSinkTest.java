package io.colin.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecordingMetricsSinkTest extends MetricsSinkContract {
    private RecordingMetricsSink made = RecordingMetricsSink.create();

    @Override
    protected MetricsSink sink() {
        made = RecordingMetricsSink.create();
        return made;
    }

    @Override
    protected boolean canBeRead() {
        return true;
    }

    @Override
    protected OptionalDouble read(MetricDefinition metric, String... labels) {
        return metric.kind() == MetricDefinition.Kind.COUNTER
                ? OptionalDouble.of(made.counted(metric, labels))
                : made.shown(metric, labels);
    }

    @Test
    void remembersObservationsInTheirOrder() {
        made.observe(MetricCatalog.RISK_CHECK, 3);
        made.observe(MetricCatalog.RISK_CHECK, 1);

        assertThat(made.observed(MetricCatalog.RISK_CHECK)).containsExactly(3.0, 1.0);
        assertThat(made.mistakes()).isEmpty();
    }

    @Test
    void remembersCallsThatDoNotFitTheirMetric() {
        made.gauge(MetricCatalog.ORDERS, 1, "paper", "Limit", "FILLED");
        made.count(MetricCatalog.ORDERS, 1, "paper");
        made.count(MetricCatalog.FEES, -1, "paper", "USD");

        assertThat(made.mistakes()).hasSize(3);
        assertThat(made.countedInAll(MetricCatalog.ORDERS)).isZero();
        assertThat(made.countedInAll(MetricCatalog.FEES)).isZero();
    }

    @Test
    void sumsACounterOverItsLabels() {
        made.count(MetricCatalog.FEES, 1, "paper", "USD");
        made.count(MetricCatalog.FEES, 2, "paper", "BTC");

        assertThat(made.countedInAll(MetricCatalog.FEES)).isEqualTo(3);
    }
}
