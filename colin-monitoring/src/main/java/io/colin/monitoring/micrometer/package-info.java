/**
 * Metrics through Micrometer: {@link io.colin.monitoring.micrometer.MicrometerSink} for a registry of the user's,
 * {@link io.colin.monitoring.micrometer.PrometheusEndpoint} for a registry of its own and the text Prometheus scrapes.
 */
@NullMarked
package io.colin.monitoring.micrometer;

import org.jspecify.annotations.NullMarked;
