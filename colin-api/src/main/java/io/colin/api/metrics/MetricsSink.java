package io.colin.api.metrics;

/**
 * Takes measurements. Calls come from the engine's thread and from others; an implementation must be safe for several
 * threads, must not block and must not throw.
 */
public interface MetricsSink {
    /** Drops everything. */
    MetricsSink NONE = new MetricsSink() {
        @Override
        public void count(MetricDefinition metric, double amount, String... labels) {}

        @Override
        public void gauge(MetricDefinition metric, double value, String... labels) {}

        @Override
        public void observe(MetricDefinition metric, double value, String... labels) {}
    };

    /**
     * Adds to a counter.
     *
     * @param metric a counter
     * @param amount 0 or more
     * @param labels one value a label of the metric, in its order
     */
    void count(MetricDefinition metric, double amount, String... labels);

    /**
     * Sets a gauge.
     *
     * @param metric a gauge
     * @param value the value now; NaN takes the gauge away
     * @param labels one value a label of the metric, in its order
     */
    void gauge(MetricDefinition metric, double value, String... labels);

    /**
     * Adds to a distribution.
     *
     * @param metric a histogram
     * @param value in the unit of the metric's name
     * @param labels one value a label of the metric, in its order
     */
    void observe(MetricDefinition metric, double value, String... labels);
}
