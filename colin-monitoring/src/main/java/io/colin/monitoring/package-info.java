/**
 * What a running engine says of itself, as metrics. Start with {@link io.colin.monitoring.EngineMetrics}, which listens
 * to an engine's events and writes to any {@link io.colin.api.metrics.MetricsSink}.
 */
@NullMarked
package io.colin.monitoring;

import org.jspecify.annotations.NullMarked;
