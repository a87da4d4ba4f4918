package io.colin.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.colin.server.fixture.LiveServer;
import io.colin.server.fixture.LiveServer.Reply;
import io.colin.server.http.Route;
import io.colin.server.json.Json;
import io.colin.server.security.Authenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document says what the server does: its routes both ways, its answers by validating real ones. */
class DocumentTest {
    private static LiveServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        server = LiveServer.trading(Authenticator.loopbackOpen(List.of()));
        document = server.get("/openapi.json").json();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void documentAndRoutingTableAgreeBothWays() {
        TreeSet<String> served = new TreeSet<>();
        for (Route route : server.front().routes().routes()) {
            served.add(route.method().toLowerCase(Locale.ROOT) + " " + route.template());
        }
        TreeSet<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(verb -> documented.add(verb + " " + path.getKey())));
        assertThat(documented).isEqualTo(served);
        assertThat(document.path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void permissionsInTheDocumentAreThoseOfTheTable() {
        for (Route route : server.front().routes().routes()) {
            JsonNode operation = document.path("paths")
                    .path(route.template())
                    .path(route.method().toLowerCase(Locale.ROOT));
            List<String> needed = new ArrayList<>();
            route.anyOf().stream().sorted().forEach(p -> needed.add(p.name().toLowerCase(Locale.ROOT)));
            String beside = route.also().stream()
                    .map(p -> " and " + p.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
            String expected = needed.isEmpty() ? "none" : String.join(" or ", needed) + beside;
            assertThat(operation.path("x-permission").asText())
                    .as(route.template())
                    .isEqualTo(expected);
        }
    }

    @Test
    void realAnswersAreAsDocumented() {
        server.freshPrice();
        Reply created = server.post(
                "/api/v2/orders",
                "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"1\",\"metadata\":{\"a\":\"b\"}}",
                "Idempotency-Key",
                "doc");
        valid(created, "/api/v2/orders", "post", "201");
        String order = "/api/v2/orders/" + created.text("order_id");
        server.trade("601", "5");
        Awaitility.await().until(() -> server.get(order).text("status").equals("filled"));
        valid(server.get(order), "/api/v2/orders/{id}", "get", "200");
        valid(server.get("/api/v2/orders"), "/api/v2/orders", "get", "200");
        valid(server.delete(order), "/api/v2/orders/{id}", "delete", "409");
        valid(server.send("PUT", order, "{\"price\":\"5\"}"), "/api/v2/orders/{id}", "put", "409");
        valid(server.delete("/api/v2/orders"), "/api/v2/orders", "delete", "202");
        valid(server.get("/api/v2/portfolio"), "/api/v2/portfolio", "get", "200");
        valid(server.get("/api/v2/signals/BTC-USD"), "/api/v2/signals/{symbol}", "get", "200");
        valid(
                server.post("/api/v2/signals/generate", "{\"symbols\":[\"BTC/USD\"]}"),
                "/api/v2/signals/generate",
                "post",
                "200");
        valid(server.get("/api/v2/health"), "/api/v2/health", "get", "200");
        valid(server.get("/api/v2/health/live"), "/api/v2/health/live", "get", "200");
    }

    @Test
    void realProblemsAreAsDocumented() {
        server.freshPrice();
        valid(server.post("/api/v2/orders", "{}"), "/api/v2/orders", "post", "400");
        valid(server.post("/api/v2/orders", "{"), "/api/v2/orders", "post", "400");
        valid(
                server.post(
                        "/api/v2/orders",
                        "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"99\",\"client_order_id\":\"toobig\"}"),
                "/api/v2/orders",
                "post",
                "422");
        valid(server.get("/api/v2/orders/none"), "/api/v2/orders/{id}", "get", "404");
        valid(server.get("/api/v2/signals/X-Y"), "/api/v2/signals/{symbol}", "get", "404");
        valid(server.get("/api/v2/orders?limit=x"), "/api/v2/orders", "get", "400");
        valid(server.get("/api/v2/portfolio", "Accept", "text/html"), "/api/v2/portfolio", "get", "406");
    }

    private static void valid(Reply reply, String path, String verb, String status) {
        assertThat(String.valueOf(reply.status())).as(reply.http().body()).isEqualTo(status);
        JsonNode content = document.path("paths")
                .path(path)
                .path(verb)
                .path("responses")
                .path(status)
                .path("content");
        String mediaType = reply.header("Content-Type");
        assertThat(content.has(mediaType))
                .as(path + " " + status + " " + mediaType)
                .isTrue();
        ObjectNode schema = content.path(mediaType).path("schema").deepCopy();
        schema.set("components", document.path("components"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.text(schema), InputFormat.JSON);
        List<Error> errors = compiled.validate(reply.http().body(), InputFormat.JSON);
        assertThat(errors).as(reply.http().body()).isEmpty();
    }
}
