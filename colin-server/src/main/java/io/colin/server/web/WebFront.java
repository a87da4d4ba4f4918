package io.colin.server.web;

import io.colin.api.event.EngineEvent;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.monitoring.health.HealthBoard;
import io.colin.monitoring.micrometer.PrometheusEndpoint;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.HostPolicy;
import io.colin.server.http.HttpServer;
import io.colin.server.http.HttpSettings;
import io.colin.server.http.RouteTable;
import io.colin.server.rest.Api;
import io.colin.server.rest.ServerFacts;
import io.colin.server.ws.StreamHub;
import io.colin.server.ws.StreamSettings;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Routes, streams, health and metrics of one process, listening from {@link #start} on. Orders are refused until the
 * desk is opened. The engine gets {@link #listener()} so that its events reach the streams.
 */
public final class WebFront implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebFront.class.getName());
    private static final int CHECK_EVERY_S = 5;

    private final WebSettings settings;
    private final PrometheusEndpoint metrics;
    private final HealthBoard health;
    private final RunFigures figures;
    private final RouteTable routes;
    private final StreamHub hub;
    private final HttpServer server;
    private final ScheduledExecutorService background;
    private final long startedNs;
    private Optional<Future<?>> beating = Optional.empty();
    private long beats;

    private WebFront(WebSettings settings, TradingDesk desk, PrometheusEndpoint metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.startedNs = settings.time().nowNs();
        HealthChecks checks = new HealthChecks(desk, settings.nanoTime());
        this.health = checks.board();
        this.figures = new RunFigures(desk);
        MetricsSink sink = metrics.sink();
        ServerFacts facts = new ServerFacts(
                settings.version(), settings.mode(), startedNs, health, checks::isAlive, figures, metrics::scrape);
        this.routes = Api.routes(desk, facts, settings.api(), settings.time());
        HostPolicy hosts = HostPolicy.loopbackAnd(settings.allowedHosts());
        this.hub = StreamHub.start(
                desk,
                new StreamSettings(
                        settings.authenticator(),
                        hosts,
                        settings.streams(),
                        sink,
                        settings.time(),
                        settings.nanoTime()));
        try {
            this.server = HttpServer.start(
                    new HttpSettings(
                            settings.host(),
                            settings.port(),
                            routes,
                            settings.authenticator(),
                            hosts,
                            sink,
                            settings.time(),
                            settings.nanoTime()),
                    hub.endpoints());
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
        this.background = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon(true).name("colin-background").factory());
    }

    /**
     * Starts to listen.
     *
     * @param settings what it is built from
     * @param desk where the engine will be found
     * @param metrics the registry of the process
     * @return the listening front
     * @throws io.colin.api.ColinException SETTINGS_INVALID if the address cannot be bound
     */
    public static WebFront start(WebSettings settings, TradingDesk desk, PrometheusEndpoint metrics) {
        WebFront front = new WebFront(settings, desk, metrics);
        metrics.sink()
                .gauge(
                        MetricCatalog.BUILD_INFO,
                        1,
                        settings.version(),
                        String.valueOf(Runtime.version().feature()),
                        settings.mode());
        front.beating = Optional.of(front.background.scheduleWithFixedDelay(front::beat, 0, 1, TimeUnit.SECONDS));
        return front;
    }

    /**
     * What the engine must tell of its events.
     *
     * @return a listener that never blocks
     */
    public Consumer<EngineEvent> listener() {
        return hub;
    }

    /**
     * Every route it serves.
     *
     * @return the table
     */
    public RouteTable routes() {
        return routes;
    }

    /**
     * The port it listens on.
     *
     * @return the bound port
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
        return server.address();
    }

    /** Stops listening, ends every session and the background work. */
    @Override
    public void close() {
        beating.ifPresent(task -> task.cancel(true));
        background.shutdownNow();
        hub.close();
        server.close();
    }

    private void beat() {
        try {
            long nowNs = settings.time().nowNs();
            if (figures.sample() || beats++ % CHECK_EVERY_S == 0) {
                health.check(nowNs);
            }
            metrics.sink().gauge(MetricCatalog.UPTIME, (nowNs - startedNs) / 1e9);
            metrics.sink().gauge(MetricCatalog.READY, health.report(nowNs).isReady() ? 1 : 0);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "background work failed", e);
        }
    }
}
