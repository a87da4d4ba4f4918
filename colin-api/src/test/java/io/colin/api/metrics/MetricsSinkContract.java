package io.colin.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.colin.api.metrics.MetricDefinition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MetricsSink} does. Extend it, say how a fresh sink is made and, where it can be asked, how a value is
 * read, and run it.
 */
public abstract class MetricsSinkContract {
    private static final Offset<Double> EXACTLY_ENOUGH = Offset.offset(1e-9);
    private static final int THREADS = 4;
    private static final int TIMES = 1000;

    /** Gives a sink that has heard nothing, another one for each test. */
    protected abstract MetricsSink sink();

    /** Whether {@link #read} answers; tests of values are skipped where it does not. */
    protected boolean canBeRead() {
        return false;
    }

    /** The sum of a counter or the value of a gauge in the sink last made; empty when it shows none. */
    protected OptionalDouble read(MetricDefinition metric, String... labels) {
        return OptionalDouble.empty();
    }

    @Test
    void takesEveryMetricOfTheCatalogue() {
        MetricsSink sink = sink();
        for (MetricDefinition metric : MetricCatalog.ALL) {
            assertThatCode(() -> {
                        measure(sink, metric, 1, labels(metric, "a"));
                        measure(sink, metric, 2.5, labels(metric, "a"));
                        measure(sink, metric, 0, labels(metric, "b"));
                    })
                    .as(metric.name())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void takesAnyNumber() {
        MetricsSink sink = sink();
        for (double value : new double[] {
            0, -1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        }) {
            assertThatCode(() -> {
                        sink.gauge(MetricCatalog.EQUITY, value, "USD");
                        sink.observe(MetricCatalog.SLIPPAGE, value, "paper", "twap", "BUY");
                    })
                    .as("value %s", value)
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> sink.count(MetricCatalog.ORDERS, 0, "paper", "Limit", "FILLED"))
                .doesNotThrowAnyException();
    }

    @Test
    void takesAnyTextAsALabel() {
        MetricsSink sink = sink();
        for (String text :
                List.of("", " ", "BTC/USD:USD-241227", "\"quoted\"", "back\\slash", "line\nbreak", "\u4e2d")) {
            assertThatCode(() -> {
                        sink.count(MetricCatalog.ERRORS, 1, text, text);
                        sink.gauge(MetricCatalog.DATA_STALENESS, 1, text, text);
                        sink.observe(MetricCatalog.EXECUTION_LATENCY, 1e-3, text);
                    })
                    .as("label \"%s\"", text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void sumsUpWhatIsCounted() {
        MetricsSink sink = readable();
        sink.count(MetricCatalog.FEES, 1.25, "paper", "USD");
        sink.count(MetricCatalog.FEES, 0.5, "paper", "USD");
        sink.count(MetricCatalog.FEES, 7, "paper", "BTC");

        assertThat(read(MetricCatalog.FEES, "paper", "USD").orElseThrow()).isCloseTo(1.75, EXACTLY_ENOUGH);
        assertThat(read(MetricCatalog.FEES, "paper", "BTC").orElseThrow()).isCloseTo(7, EXACTLY_ENOUGH);
    }

    @Test
    void showsTheLastValueOfAGauge() {
        MetricsSink sink = readable();
        sink.gauge(MetricCatalog.EQUITY, 5, "USD");
        sink.gauge(MetricCatalog.EQUITY, -3.5, "USD");

        assertThat(read(MetricCatalog.EQUITY, "USD").orElseThrow()).isCloseTo(-3.5, EXACTLY_ENOUGH);
    }

    @Test
    void takesAGaugeAwayThatBecomesNotANumber() {
        MetricsSink sink = readable();
        sink.gauge(MetricCatalog.SIGNAL_ACCURACY, 0.6, "m", "15m");
        sink.gauge(MetricCatalog.SIGNAL_ACCURACY, Double.NaN, "m", "15m");
        assertThat(read(MetricCatalog.SIGNAL_ACCURACY, "m", "15m")).isEmpty();

        sink.gauge(MetricCatalog.SIGNAL_ACCURACY, 0.7, "m", "15m");
        assertThat(read(MetricCatalog.SIGNAL_ACCURACY, "m", "15m").orElseThrow())
                .isCloseTo(0.7, EXACTLY_ENOUGH);
    }

    @Test
    void losesNothingOfSeveralThreads() throws Exception {
        MetricsSink sink = sink();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            writers.add(() -> {
                for (int k = 0; k < TIMES; k++) {
                    sink.count(MetricCatalog.OPERATIONS, 1, "engine");
                    sink.gauge(MetricCatalog.QUEUE_DEPTH, k, "q");
                    sink.observe(MetricCatalog.RISK_CHECK, 1e-6 * k);
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Boolean> each : threads.invokeAll(writers)) {
                assertThat(each.get()).isTrue();
            }
        }
        if (canBeRead()) {
            assertThat(read(MetricCatalog.OPERATIONS, "engine").orElseThrow())
                    .isCloseTo((double) THREADS * TIMES, EXACTLY_ENOUGH);
        }
    }

    private MetricsSink readable() {
        MetricsSink sink = sink();
        Assumptions.assumeTrue(canBeRead(), "this sink cannot be asked for its values");
        return sink;
    }

    private static void measure(MetricsSink sink, MetricDefinition metric, double value, String... labels) {
        if (metric.kind() == Kind.COUNTER) {
            sink.count(metric, value, labels);
        } else if (metric.kind() == Kind.GAUGE) {
            sink.gauge(metric, value, labels);
        } else {
            sink.observe(metric, value, labels);
        }
    }

    private static String[] labels(MetricDefinition metric, String value) {
        return metric.labels().stream().map(label -> label + "-" + value).toArray(String[]::new);
    }
}
