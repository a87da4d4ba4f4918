package io.colin.server.web;

import io.colin.api.time.TimeSource;
import io.colin.server.rest.Api;
import io.colin.server.security.Authenticator;
import io.colin.server.ws.StreamLimits;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a web front is built from.
 *
 * @param host address it binds
 * @param port port it binds, 0 for any free one
 * @param allowedHosts further names it is served under
 * @param authenticator who asks
 * @param api what requests leave out
 * @param streams limits of WebSocket sessions
 * @param mode it runs in
 * @param version of Colin
 * @param time the wall clock
 * @param nanoTime the clock for durations, ns
 */
public record WebSettings(
        String host,
        int port,
        List<String> allowedHosts,
        Authenticator authenticator,
        Api.Settings api,
        StreamLimits streams,
        String mode,
        String version,
        TimeSource time,
        LongSupplier nanoTime) {
    /** Copies. */
    public WebSettings {
        allowedHosts = List.copyOf(allowedHosts);
    }
}
