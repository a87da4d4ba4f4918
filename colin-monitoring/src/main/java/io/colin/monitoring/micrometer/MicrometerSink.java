package io.colin.monitoring.micrometer;

import io.colin.api.internal.Require;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricDefinition.Kind;
import io.colin.api.metrics.MetricsSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;

/**
 * Writes measurements to a Micrometer registry, every name with the prefix {@code colin_}. Safe for any thread; meters
 * are made at their first use and kept, so a repeated measurement only looks one up.
 *
 * <p>A wrong call (another kind of metric, labels that do not fit, a negative amount) never throws in the sink of
 * {@link #to}: it is dropped, counted as {@code colin_errors_total{component="metrics"}} and logged once a metric.
 * {@link #strict} throws instead, for tests.
 *
 * <p>Micrometer's own summaries round up to whole numbers before they choose a bucket and drop values below zero; Colin
 * measures fractions of seconds and signed slippage. So a Prometheus registry gets histograms of its client, with
 * bounds of any size and sign; any other registry gets timers for seconds, and count and sum of the rest.
 */
public final class MicrometerSink implements MetricsSink {
    private static final String PREFIX = "colin_";
    private static final String SECONDS = "_seconds";
    private static final System.Logger LOG = System.getLogger(MicrometerSink.class.getName());

    private final MeterRegistry registry;
    private final boolean strict;
    private final ConcurrentMap<Series, Counter> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<Series, Held> gauges = new ConcurrentHashMap<>();
    private final ConcurrentMap<Series, DoubleConsumer> distributions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ClientHistogram> histograms = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Info> infos = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Boolean> reported = new ConcurrentHashMap<>();

    private MicrometerSink(MeterRegistry registry, boolean strict) {
        this.registry = registry;
        this.strict = strict;
    }

    /**
     * A sink that never throws.
     *
     * @param registry where meters are made
     * @return the sink
     */
    public static MicrometerSink to(MeterRegistry registry) {
        return new MicrometerSink(registry, false);
    }

    /**
     * A sink that throws {@link IllegalArgumentException} at a wrong call, for tests.
     *
     * @param registry where meters are made
     * @return the sink
     */
    public static MicrometerSink strict(MeterRegistry registry) {
        return new MicrometerSink(registry, true);
    }

    @Override
    public void count(MetricDefinition metric, double amount, String... labels) {
        if (fits(metric, Kind.COUNTER, labels) && holds(amount >= 0, metric, "amount: must be 0 or more", amount)) {
            Series series = new Series(metric.name(), List.of(labels));
            Counter counter = counters.get(series);
            if (counter == null) {
                counter = counters.computeIfAbsent(
                        series,
                        s -> Counter.builder(PREFIX + metric.name())
                                .description(metric.help())
                                .tags(tags(metric, labels))
                                .register(registry));
            }
            counter.increment(amount);
        }
    }

    @Override
    public void gauge(MetricDefinition metric, double value, String... labels) {
        if (!fits(metric, Kind.GAUGE, labels)) {
            return;
        }
        if (metric.name().endsWith("_info") && registry instanceof PrometheusMeterRegistry prometheus) {
            info(prometheus, metric, value, labels);
            return;
        }
        Series series = new Series(metric.name(), List.of(labels));
        if (Double.isNaN(value)) {
            gauges.computeIfPresent(series, (s, held) -> {
                registry.remove(held.meter());
                return null;
            });
        } else {
            Held held = gauges.get(series);
            if (held == null) {
                held = gauges.computeIfAbsent(series, s -> hold(metric, value, labels));
            }
            held.bits().set(Double.doubleToRawLongBits(value));
        }
    }

    @Override
    public void observe(MetricDefinition metric, double value, String... labels) {
        if (fits(metric, Kind.HISTOGRAM, labels)
                && holds(Double.isFinite(value), metric, "value: must be finite", value)) {
            Series series = new Series(metric.name(), List.of(labels));
            DoubleConsumer distribution = distributions.get(series);
            if (distribution == null) {
                distribution = distributions.computeIfAbsent(series, s -> distribution(metric, labels));
            }
            distribution.accept(value);
        }
    }

    /** Prometheus keeps the ending _info for a kind of its own, whose value is always 1. */
    private void info(PrometheusMeterRegistry prometheus, MetricDefinition metric, double value, String... labels) {
        Info info = infos.computeIfAbsent(
                metric.name(),
                name -> Info.builder()
                        .name(PREFIX + name)
                        .help(metric.help())
                        .labelNames(metric.labels().toArray(String[]::new))
                        .register(prometheus.getPrometheusRegistry()));
        if (Double.isNaN(value)) {
            info.remove(labels);
        } else {
            info.addLabelValues(labels);
        }
    }

    private Held hold(MetricDefinition metric, double first, String... labels) {
        AtomicLong bits = new AtomicLong(Double.doubleToRawLongBits(first));
        Gauge gauge = Gauge.builder(PREFIX + metric.name(), bits, b -> Double.longBitsToDouble(b.get()))
                .description(metric.help())
                .tags(tags(metric, labels))
                .strongReference(true)
                .register(registry);
        return new Held(gauge, bits);
    }

    private DoubleConsumer distribution(MetricDefinition metric, String... labels) {
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            return histograms
                    .computeIfAbsent(metric.name(), name -> ClientHistogram.in(prometheus, PREFIX, metric))
                    .series(labels);
        }
        return metric.name().endsWith(SECONDS) ? timer(metric, labels) : countAndSum(metric, labels);
    }

    private DoubleConsumer timer(MetricDefinition metric, String... labels) {
        String name = metric.name().substring(0, metric.name().length() - SECONDS.length());
        Timer timer = Timer.builder(PREFIX + name)
                .description(metric.help())
                .tags(tags(metric, labels))
                .serviceLevelObjectives(Arrays.stream(Buckets.bounds(metric))
                        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
                        .toArray(Duration[]::new))
                .register(registry);
        return seconds -> timer.record(Math.round(seconds * 1e9), TimeUnit.NANOSECONDS);
    }

    private DoubleConsumer countAndSum(MetricDefinition metric, String... labels) {
        LongAdder count = new LongAdder();
        DoubleAdder sum = new DoubleAdder();
        List<Measurement> measurements =
                List.of(new Measurement(count::sum, Statistic.COUNT), new Measurement(sum::sum, Statistic.TOTAL));
        Meter.builder(PREFIX + metric.name(), Meter.Type.OTHER, measurements)
                .description(metric.help())
                .tags(tags(metric, labels))
                .register(registry);
        return value -> {
            count.increment();
            sum.add(value);
        };
    }

    private static Tags tags(MetricDefinition metric, String... labels) {
        List<Tag> tags = new ArrayList<>(labels.length);
        for (int i = 0; i < labels.length; i++) {
            tags.add(Tag.of(metric.labels().get(i), labels[i]));
        }
        return Tags.of(tags);
    }

    private boolean fits(MetricDefinition metric, Kind kind, String... labels) {
        return holds(metric.kind() == kind, metric, "kind: must be " + kind, metric.kind())
                && holds(
                        metric.labels().size() == labels.length,
                        metric,
                        "labels: must be " + metric.labels(),
                        labels.length);
    }

    private boolean holds(boolean rule, MetricDefinition metric, String broken, Object value) {
        if (!rule && strict) {
            throw Require.broken(metric.name(), broken, value);
        }
        if (!rule) {
            Counter.builder(PREFIX + "errors_total")
                    .tags("component", "metrics", "reason", "wrong_call")
                    .register(registry)
                    .increment();
            if (reported.putIfAbsent(metric.name(), true) == null) {
                LOG.log(Level.WARNING, "measurement dropped: {0} {1} ({2})", metric.name(), broken, value);
            }
        }
        return rule;
    }

    /** One time series: a metric and its label values. */
    private record Series(String name, List<String> labels) {}

    /** A gauge and the bits of its value. */
    private record Held(Gauge meter, AtomicLong bits) {}
}
