package io.colin.monitoring.micrometer;

import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * A registry of its own and the text that Prometheus scrapes: Colin's metrics, and the process's and the JVM's as
 * Micrometer's binders name them. Safe for any thread; scraping never blocks a thread that measures.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    /** The media type of {@link #scrape()}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final MicrometerSink sink;
    private final JvmGcMetrics collections;

    private PrometheusEndpoint() {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        sink = MicrometerSink.to(registry);
        collections = new JvmGcMetrics();
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * A new registry with the binders of process and JVM.
     *
     * @return the endpoint; close it to let go of its listeners
     */
    public static PrometheusEndpoint create() {
        return new PrometheusEndpoint();
    }

    /**
     * Where measurements go.
     *
     * @return a sink that never throws
     */
    public MetricsSink sink() {
        return sink;
    }

    /**
     * The registry, for meters of one's own.
     *
     * @return the registry
     */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Every series in Prometheus' text format, the process's memory read now.
     *
     * @return the text, of media type {@link #CONTENT_TYPE}
     */
    public String scrape() {
        sink.gauge(MetricCatalog.RESIDENT, ResidentMemory.bytes());
        return registry.scrape(CONTENT_TYPE);
    }

    /**
     * How much memory the process really holds, as the operating system counts it.
     *
     * @return bytes; NaN where the system does not say
     */
    public static double residentBytes() {
        return ResidentMemory.bytes();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
