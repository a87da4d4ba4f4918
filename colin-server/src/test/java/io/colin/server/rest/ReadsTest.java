package io.colin.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.server.fixture.LiveServer;
import io.colin.server.fixture.LiveServer.Reply;
import io.colin.server.security.Authenticator;
import java.math.BigDecimal;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = LiveServer.trading(Authenticator.loopbackOpen(List.of()));
        Awaitility.await()
                .until(() -> server.get("/api/v2/signals/BTC-USD")
                                .json()
                                .path("items")
                                .size()
                        == 2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signalsOfASymbolAreFoundUnderItsNamesNewestFirst() {
        for (String name : List.of("BTC-USD", "btc-usd", "BTCUSD")) {
            JsonNode page = server.get("/api/v2/signals/" + name).json();
            assertThat(page.path("items").get(0).path("symbol").asText()).isEqualTo("BTC/USD");
            assertThat(page.path("items").get(0).path("data_as_of").asText())
                    .isGreaterThan(page.path("items").get(1).path("data_as_of").asText());
        }
        assertThat(server.get("/api/v2/signals/XYZ-USD").status()).isEqualTo(404);
        assertThat(server.get("/api/v2/signals/BTC-USD?direction=short").json().path("items"))
                .isEmpty();
        assertThat(server.get("/api/v2/signals/BTC-USD?direction=up").status()).isEqualTo(400);
        assertThat(server.get("/api/v2/signals/BTC-USD?from=2024-01-01T00:02:00Z")
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void anAskedSignalIsAnsweredRecordedAndNotTraded() {
        Reply reply = server.post("/api/v2/signals/generate", "{\"symbols\":[\"BTC/USD\"],\"horizon_minutes\":15}");
        assertThat(reply.status()).isEqualTo(200);
        JsonNode signal = reply.json().path("items").get(0);
        assertThat(signal.path("direction").asText()).isEqualTo("long");
        assertThat(signal.path("confidence").asDouble()).isEqualTo(0.7);
        assertThat(signal.path("traded").asBoolean()).isFalse();
        assertThat(signal.path("reason").isNull()).isTrue();
    }

    @Test
    void aModelWithoutAViewOfTheUnfinishedBarIsSkippedForThatReason() {
        Reply reply = server.post("/api/v2/signals/generate", "{\"symbols\":[\"BTC/USD\"],\"provisional\":true}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("items")).isEmpty();
        assertThat(reply.json().path("skipped").get(0).path("reason").asText()).isEqualTo("no_data");
        assertThat(generate("{\"symbols\":[\"BTC/USD\"],\"provisional\":1}")).isEqualTo("invalid_structure");
        assertThat(server.post("/api/v2/signals/generate", "{\"symbols\":[\"BTC/USD\"],\"provisional\":false}")
                        .json()
                        .path("items")
                        .get(0)
                        .path("provisional")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aSignalBelowTheThresholdIsSkippedWithItsReason() {
        Reply reply =
                server.post("/api/v2/signals/generate", "{\"symbols\":[\"BTC/USD\"],\"confidence_threshold\":0.9}");
        assertThat(reply.json().path("items")).isEmpty();
        assertThat(reply.json().path("skipped").get(0).path("reason").asText()).isEqualTo("low_confidence");
    }

    @Test
    void asksThatCannotBeMetAreRefused() {
        assertThat(generate("{\"symbols\":[\"BTC/USD\"],\"horizon_minutes\":30}"))
                .isEqualTo("unsupported_horizon");
        assertThat(generate("{\"symbols\":[\"BTC/USD\"],\"horizon_minutes\":15,\"time_horizon_hours\":1}"))
                .isEqualTo("invalid_values");
        assertThat(generate("{\"symbols\":[\"BTC/USD\",\"BTCUSD\"]}")).isEqualTo("invalid_values");
        assertThat(generate("{\"symbols\":[\"XYZ/USD\"]}")).isEqualTo("invalid_values");
        assertThat(generate("{\"symbols\":[]}")).isEqualTo("invalid_values");
        assertThat(generate("{\"symbols\":\"BTC/USD\"}")).isEqualTo("invalid_structure");
        assertThat(generate("{\"symbols\":[\"BTC/USD\"],\"explain\":true}")).isEqualTo("invalid_values");
        assertThat(generate("{\"symbols\":[\"BTC/USD\"],\"confidence_threshold\":2}"))
                .isEqualTo("invalid_values");
        assertThat(generate("[]")).isEqualTo("invalid_structure");
    }

    @Test
    void thePortfolioIsWorthItsCashAndPositions() {
        server.freshPrice();
        Reply bought = server.post(
                "/api/v2/orders",
                "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"1\"}",
                "Idempotency-Key",
                "p");
        assertThat(bought.status()).as(bought.http().body()).isEqualTo(201);
        server.trade("601", "5");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(server.get("/api/v2/portfolio").json().path("positions"))
                                .as(server.get("/api/v2/orders").http().body())
                                .hasSize(1));
        JsonNode portfolio = server.get("/api/v2/portfolio").json();
        BigDecimal value = decimal(portfolio, "total_value");
        BigDecimal position = decimal(portfolio.path("positions").get(0), "value");
        assertThat(value)
                .isEqualByComparingTo(decimal(portfolio, "cash_balance").add(position));
        assertThat(value.subtract(decimal(portfolio, "initial_value")))
                .isEqualByComparingTo(decimal(portfolio, "total_pnl"));
        assertThat(portfolio.path("positions").get(0).path("side").asText()).isEqualTo("long");
    }

    @Test
    void healthSaysHowEveryComponentIs() {
        Awaitility.await().until(() -> server.get("/api/v2/health/ready").status() == 200);
        JsonNode health = server.get("/api/v2/health").json();
        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(health.path("trading_state").asText()).isEqualTo("active");
        assertThat(health.path("components").path("engine").path("state").asText())
                .isEqualTo("up");
        Awaitility.await()
                .until(() -> server.get("/api/v2/health")
                        .json()
                        .path("run")
                        .path("phase")
                        .asText()
                        .equals("trading"));
        assertThat(server.get("/api/v2/health/live").status()).isEqualTo(200);
    }

    @Test
    void metricsShowWhatTheEngineDid() {
        Awaitility.await().until(() -> server.get("/metrics").http().body().contains("colin_ready 1.0"));
        Reply reply = server.get("/metrics");
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(reply.http().body())
                .contains("colin_signals_total{direction=\"long\",horizon=\"15m\",model=\"every-bar\"}")
                .contains("colin_portfolio_equity{currency=\"USD\"}")
                .contains("colin_http_request_seconds_bucket{method=\"get\",route=\"/api/v2/signals/{symbol}\"")
                .contains("colin_build_info{java=")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void thePageComesFromTheJarWithoutInlineCode() {
        Reply page = server.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'self'")
                .contains("frame-ancestors 'none'");
        assertThat(page.http().body())
                .doesNotContain("<script>")
                .doesNotContain("style=")
                .doesNotContain("http://");
        assertThat(server.get("/status.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(server.get("/status.js").http().body()).doesNotContain("innerHTML");
    }

    @Test
    void withoutAnEngineReadsAreRefusedAndHealthSaysWhy() {
        try (LiveServer early = LiveServer.withoutEngine(Authenticator.loopbackOpen(List.of()))) {
            Reply portfolio = early.get("/api/v2/portfolio");
            assertThat(portfolio.status()).isEqualTo(503);
            assertThat(portfolio.text("code")).isEqualTo("not_ready");
            assertThat(portfolio.header("Retry-After")).isEqualTo("5");
            assertThat(early.get("/api/v2/health/live").status()).isEqualTo(200);
            assertThat(early.get("/api/v2/health/ready").status()).isEqualTo(503);
            assertThat(early.get("/api/v2/health").text("status")).isEqualTo("degraded");
        }
    }

    private static String generate(String body) {
        Reply reply = server.post("/api/v2/signals/generate", body);
        return reply.status() >= 400 ? reply.text("code") : "none";
    }

    private static BigDecimal decimal(JsonNode json, String field) {
        return new BigDecimal(json.path(field).asText());
    }
}
