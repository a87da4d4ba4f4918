package io.colin.server.rest;

import io.colin.monitoring.micrometer.PrometheusEndpoint;
import io.colin.server.http.Answer;
import io.colin.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What is not under the API's base: metrics, the API's document and the status page, all from the jar. */
final class DocumentRoutes {
    private static final String PAGE = "/io/colin/server/page/";

    private final ServerFacts facts;

    DocumentRoutes(ServerFacts facts) {
        this.facts = facts;
    }

    List<Route> routes() {
        String metrics = PrometheusEndpoint.CONTENT_TYPE;
        return List.of(
                Route.open(
                        "/metrics",
                        metrics,
                        request -> Answer.text(metrics, facts.scrape().get())),
                resource("/openapi.json", Answer.JSON, "openapi.json"),
                resource("/", "text/html; charset=utf-8", "index.html"),
                resource("/status.css", "text/css; charset=utf-8", "status.css"),
                resource("/status.js", "text/javascript; charset=utf-8", "status.js"),
                resource("/icon.svg", "image/svg+xml", "icon.svg"));
    }

    private static Route resource(String path, String mediaType, String name) {
        byte[] bytes = read(name);
        return Route.open(path, mediaType, request -> Answer.bytes(mediaType, bytes));
    }

    private static byte[] read(String name) {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(PAGE + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
