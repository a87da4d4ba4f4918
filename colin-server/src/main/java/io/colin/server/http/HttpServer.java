package io.colin.server.http;

import io.colin.api.ColinException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The listening web server: HTTP behind {@link HttpEdge}, WebSocket beside it. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1000;
    private static final int MAX_FRAME = 16 * 1024;

    private final WebServer server;
    private final String host;

    private HttpServer(WebServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Binds and listens.
     *
     * @param settings what to serve
     * @param sockets a listener for each new WebSocket session, by path
     * @return the listening server
     * @throws ColinException SETTINGS_INVALID if the address cannot be bound
     */
    public static HttpServer start(HttpSettings settings, Map<String, Supplier<WsListener>> sockets) {
        HttpEdge edge = new HttpEdge(settings, settings.time().nowNs());
        WsRouting.Builder webSockets = WsRouting.builder();
        sockets.forEach(webSockets::endpoint);
        WebServer server = WebServerConfig.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .maxPayloadSize(Route.BODY_LIMIT)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(Duration.ofMinutes(5))
                .shutdownGracePeriod(Duration.ofMillis(500))
                .addProtocol(WsConfig.builder().maxFrameLength(MAX_FRAME).build())
                .directHandlers(DirectAnswers.handlers())
                .routing(HttpRouting.builder().addFilter(edge))
                .addRouting(webSockets)
                .build();
        requireFree(settings);
        try {
            server.start();
        } catch (RuntimeException e) {
            throw notBound(settings, e);
        }
        if (!server.isRunning()) {
            throw notBound(settings, new IOException("the web server did not start"));
        }
        return new HttpServer(server, settings.host());
    }

    /** The web server logs a taken port, waits and goes on without listening: so it is asked for before. */
    private static void requireFree(HttpSettings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw notBound(settings, e);
        }
    }

    private static ColinException notBound(HttpSettings settings, Exception cause) {
        return new ColinException(
                ColinException.Reason.SETTINGS_INVALID,
                "server.port: " + settings.port() + " on " + settings.host() + " cannot be bound; is it taken?",
                cause);
    }

    /**
     * The port it listens on.
     *
     * @return the bound port, also where any free one was asked for
     */
    public int port() {
        return server.port();
    }

    /**
     * Where a browser finds it.
     *
     * @return the address of its page
     */
    public String address() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port() + "/";
    }

    /** Stops listening and ends what runs. */
    @Override
    public void close() {
        server.stop();
    }
}
