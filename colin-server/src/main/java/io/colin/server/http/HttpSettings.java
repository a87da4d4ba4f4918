package io.colin.server.http;

import io.colin.api.metrics.MetricsSink;
import io.colin.api.time.TimeSource;
import io.colin.server.security.Authenticator;
import java.util.function.LongSupplier;

/**
 * What the web server is built from.
 *
 * @param host address it binds
 * @param port port it binds, 0 for any free one
 * @param routes what it serves
 * @param authenticator who asks
 * @param hosts under which names
 * @param sink where its metrics go
 * @param time the wall clock
 * @param nanoTime the clock for durations, ns
 */
public record HttpSettings(
        String host,
        int port,
        RouteTable routes,
        Authenticator authenticator,
        HostPolicy hosts,
        MetricsSink sink,
        TimeSource time,
        LongSupplier nanoTime) {}
