package io.colin.server.ws;

import io.colin.api.metrics.MetricsSink;
import io.colin.api.time.TimeSource;
import io.colin.server.http.HostPolicy;
import io.colin.server.security.Authenticator;
import java.util.function.LongSupplier;

/**
 * What a hub is built from.
 *
 * @param authenticator who asks
 * @param hosts under which names, from which pages
 * @param limits of sessions
 * @param sink where its metrics go
 * @param time the wall clock
 * @param nanoTime the clock for durations, ns
 */
public record StreamSettings(
        Authenticator authenticator,
        HostPolicy hosts,
        StreamLimits limits,
        MetricsSink sink,
        TimeSource time,
        LongSupplier nanoTime) {}
