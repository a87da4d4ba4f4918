package io.colin.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.metrics.MetricDefinition.Kind;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricCatalogTest {
    @Test
    void namesNoMetricTwice() {
        assertThat(MetricCatalog.ALL).extracting(MetricDefinition::name).doesNotHaveDuplicates();
    }

    @Test
    void listsEveryDefinition() throws IllegalAccessException {
        List<MetricDefinition> declared = new ArrayList<>();
        for (Field field : MetricCatalog.class.getFields()) {
            if (field.getType() == MetricDefinition.class) {
                declared.add((MetricDefinition) field.get(null));
            }
        }

        assertThat(declared).isNotEmpty();
        assertThat(MetricCatalog.ALL).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void namesMetricsAndLabelsAsPrometheusDoes() {
        assertThat(MetricCatalog.ALL).allSatisfy(metric -> {
            assertThat(metric.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*").doesNotStartWith("colin_");
            assertThat(metric.labels())
                    .doesNotHaveDuplicates()
                    .allMatch(label -> label.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"))
                    // Prometheus keeps these two for the parts of a histogram and a summary.
                    .doesNotContain("le", "quantile");
        });
    }

    @Test
    void endsTheNamesOfCountersAndOnlyThemWithTotal() {
        assertThat(MetricCatalog.ALL)
                .allSatisfy(metric ->
                        assertThat(metric.name().endsWith("_total")).isEqualTo(metric.kind() == Kind.COUNTER));
    }

    @Test
    void leavesTheNamesFreeThatHistogramsTakeBesideTheirOwn() {
        List<String> names =
                MetricCatalog.ALL.stream().map(MetricDefinition::name).toList();

        for (MetricDefinition metric : MetricCatalog.ALL) {
            if (metric.kind() == Kind.HISTOGRAM) {
                assertThat(names)
                        .doesNotContain(metric.name() + "_sum", metric.name() + "_count", metric.name() + "_bucket");
            }
        }
    }

    @Test
    void givesEveryHistogramATargetAndNothingElse() {
        assertThat(MetricCatalog.ALL)
                .allSatisfy(metric -> assertThat(metric.target() > 0).isEqualTo(metric.kind() == Kind.HISTOGRAM));
    }
}
