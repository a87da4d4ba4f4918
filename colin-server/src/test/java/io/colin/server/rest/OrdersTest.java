package io.colin.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.server.fixture.LiveServer;
import io.colin.server.fixture.LiveServer.Reply;
import io.colin.server.security.Authenticator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdersTest {
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = LiveServer.trading(Authenticator.loopbackOpen(List.of()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anApprovedOrderIsCreatedFilledAndFoundUnderBothIds() {
        Reply created = order("a-1", "\"side\":\"BUY\",\"quantity\":0.5,\"order_type\":\"Market\"");
        assertThat(created.status()).isEqualTo(201);
        String id = created.text("order_id");
        assertThat(created.header("Location")).isEqualTo("/api/v2/orders/" + id);
        assertThat(created.text("client_order_id")).isEqualTo("a-1");
        assertThat(created.text("quantity")).isEqualTo("0.5");
        assertThat(created.json().path("decision").path("approved").asBoolean()).isTrue();
        server.trade("601", "5");
        Awaitility.await()
                .until(() -> server.get("/api/v2/orders/" + id).text("status").equals("filled"));
        JsonNode filled = server.get("/api/v2/orders/client:a-1").json();
        assertThat(filled.path("order_id").asText()).isEqualTo(id);
        assertThat(filled.path("filled_quantity").asText()).isEqualTo("0.5");
        assertThat(filled.path("remaining_quantity").asText()).isEqualTo("0");
        assertThat(filled.path("fees").get(0).path("currency").asText()).isEqualTo("USD");
        assertThat(filled.path("slippage_bps").isNumber()).isTrue();
        JsonNode expected = filled.path("expected_cost");
        assertThat(expected.path("basis").asText()).isEqualTo("book");
        assertThat(expected.path("total_bps").asDouble())
                .isCloseTo(
                        expected.path("spread_bps").asDouble()
                                + expected.path("impact_bps").asDouble()
                                + expected.path("fee_bps").asDouble(),
                        within(1e-9));
        assertThat(expected.path("bound_90_bps").isNull()).isTrue();
        assertThat(filled.path("children").get(0).path("venue").asText()).isEqualTo("paper");
    }

    @Test
    void anOrderWithoutAnythingThatMakesARepeatRecognisableIsNotTaken() {
        Reply reply = server.post("/api/v2/orders", "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"1\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("errors").get(0).path("pointer").asText()).isEqualTo("header:Idempotency-Key");
    }

    @Test
    void anOrderTheRouterRefusesIsNoSuccess() {
        server.age();
        Reply refused = server.post(
                "/api/v2/orders",
                "{\"symbol\":\"BTC/USD\",\"client_order_id\":\"stale\",\"side\":\"buy\",\"quantity\":\"1\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("reject").path("code").asText()).isEqualTo("STALE_MARKET_DATA");
        assertThat(server.get("/api/v2/orders/client:stale").text("status")).isEqualTo("denied");
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndMakesNoSecondOrder() {
        server.freshPrice();
        String body = "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"0.1\"}";
        Reply first = server.post("/api/v2/orders", body, "Idempotency-Key", "k-1");
        Reply second = server.post("/api/v2/orders", " " + body, "Idempotency-Key", "k-1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.http().body()).isEqualTo(first.http().body());
        Reply other = server.post("/api/v2/orders", body.replace("0.1", "0.2"), "Idempotency-Key", "k-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void manyEqualRequestsAtOnceMakeOneOrder() {
        server.freshPrice();
        String body = "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"0.1\"}";
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 32)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> server.post("/api/v2/orders", body, "Idempotency-Key", "burst")))
                .toList();
        List<String> bodies = replies.stream()
                .map(CompletableFuture::join)
                .map(reply -> reply.status() + reply.http().body())
                .distinct()
                .toList();
        assertThat(bodies).hasSize(1).first().asString().startsWith("201");
    }

    @Test
    void aClientOrderIdStandsForOneOrderForGood() {
        assertThat(order("once", "\"side\":\"buy\",\"quantity\":\"0.1\"").status())
                .isEqualTo(201);
        assertThat(order("once", "\"side\":\"buy\",\"quantity\":\"0.1\"").header("Idempotent-Replayed"))
                .isEqualTo("true");
        Reply underAKey = server.post(
                "/api/v2/orders",
                "{\"symbol\":\"BTC/USD\",\"client_order_id\":\"once\",\"side\":\"buy\",\"quantity\":\"0.3\"}",
                "Idempotency-Key",
                "k-once");
        assertThat(underAKey.status()).isEqualTo(422);
        assertThat(underAKey.text("code")).isEqualTo("client_order_id_reused");
    }

    @Test
    void aRiskRefusalIsAProblemWithTheDecisionAndTheOrderIsKeptAsDenied() {
        Reply refused = order("big", "\"side\":\"buy\",\"quantity\":\"11\"");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("code")).isEqualTo("risk_rejected");
        JsonNode reason = refused.json().path("decision").path("reasons").get(0);
        assertThat(reason.path("code").asText()).isEqualTo("POSITION_LIMIT");
        assertThat(reason.path("limit").asText()).isEqualTo("10");
        assertThat(reason.path("value").asText()).isEqualTo("11");
        assertThat(refused.json().path("decision").path("largest_passing").asText())
                .isEqualTo("10");
        JsonNode kept = server.get("/api/v2/orders/client:big").json();
        assertThat(kept.path("status").asText()).isEqualTo("denied");
        assertThat(kept.path("reject").path("code").asText()).isEqualTo("POSITION_LIMIT");
    }

    @Test
    void whatTheVenueCannotDoIsDeniedAndNeverLeftOut() {
        Reply stop =
                order("stop", "\"side\":\"sell\",\"quantity\":\"1\",\"order_type\":\"stop_market\",\"stop_price\":5");
        assertThat(stop.status()).isEqualTo(422);
        assertThat(stop.json()
                        .path("decision")
                        .path("reasons")
                        .get(0)
                        .path("code")
                        .asText())
                .isEqualTo("UNSUPPORTED_ORDER_TYPE");
        Reply reducing = order(
                "reducing",
                "\"side\":\"sell\",\"quantity\":\"1\",\"order_type\":\"limit\",\"price\":\"700\",\"reduce_only\":true");
        assertThat(reducing.status()).isEqualTo(422);
        assertThat(reducing.json()
                        .path("decision")
                        .path("reasons")
                        .get(0)
                        .path("code")
                        .asText())
                .isEqualTo("UNSUPPORTED_FLAG");
        Reply algo = order("vwap", "\"side\":\"buy\",\"quantity\":\"1\",\"algo\":{\"type\":\"vwap\"}");
        assertThat(algo.status()).isEqualTo(422);
        Reply parameter = order("twap", "\"side\":\"buy\",\"quantity\":\"1\",\"algo\":{\"type\":\"twap\",\"pace\":3}");
        assertThat(parameter.status()).isEqualTo(422);
        assertThat(parameter.text("detail")).contains("pace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"side\":\"buy\"                                                      | 400 | /quantity      | required",
                "\"side\":\"buy\",\"quantity\":\"1\",\"colour\":\"red\"                | 400 | /colour        | unknown",
                "\"side\":\"buy\",\"quantity\":true                                    | 400 | /quantity      | decimal",
                "\"side\":\"buy\",\"quantity\":\"1e3\"                                 | 400 | /quantity      | decimal",
                "\"side\":\"buy\",\"quantity\":\"-1\"                                  | 422 | /quantity      | positive",
                "\"side\":\"buy\",\"quantity\":0                                       | 422 | /quantity      | positive",
                "\"side\":\"buy\",\"quantity\":\"0.1234567890123456789\"               | 422 | /quantity      | digits",
                "\"side\":\"up\",\"quantity\":\"1\"                                    | 422 | /side          | enum",
                "\"side\":\"buy\",\"quantity\":\"1\",\"order_type\":\"limit\"          | 422 | /price         | required",
                "\"side\":\"buy\",\"quantity\":\"1\",\"price\":\"5\"                   | 422 | /price         | unused",
                "\"side\":\"buy\",\"quantity\":\"1\",\"quote_quantity\":\"5\"          | 422 | /quote_quantity| exclusive",
                "\"side\":\"buy\",\"quantity\":\"1\",\"time_in_force\":\"gtd\"         | 422 | /expire_at     | required",
                "\"side\":\"buy\",\"quantity\":\"1\",\"post_only\":true                | 422 | /post_only     | resting",
                "\"side\":\"buy\",\"quantity\":\"1\",\"account\":\"other\"             | 422 | /account       | own_account",
                "\"side\":\"buy\",\"quantity\":\"1\",\"metadata\":{\"a\":1}            | 400 | /metadata      | string-map",
                "\"side\":\"buy\",\"quantity\":\"1\",\"status\":\"filled\"             | 400 | /status        | unknown",
                "\"side\":\"buy\",\"quantity\":\"1\",\"algo\":{}                       | 400 | /algo/type     | required",
            })
    void aBrokenRuleNamesItsFieldAndMakesNoOrder(String fields, int status, String pointer, String rule) {
        Reply reply = order("bad", fields);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(StreamSupport.stream(reply.json().path("errors").spliterator(), false))
                .anySatisfy(error -> {
                    assertThat(error.path("pointer").asText()).isEqualTo(pointer);
                    assertThat(error.path("rule").asText()).isEqualTo(rule);
                });
        assertThat(server.get("/api/v2/orders/client:bad").status()).isEqualTo(404);
    }

    @Test
    void allBrokenRulesComeAtOnce() {
        Reply reply = server.post(
                "/api/v2/orders",
                "{\"symbol\":\"XYZ/USD\",\"side\":\"up\",\"quantity\":-1,\"price\":0,\"client_order_id\":\"a b\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(StreamSupport.stream(reply.json().path("errors").spliterator(), false)
                        .map(error -> error.path("pointer").asText()))
                .contains("/symbol", "/side", "/quantity", "/price", "/client_order_id");
    }

    @Test
    void aRestingOrderIsListedCancelledOnceAndThenHasEnded() {
        Reply created = order("rest", "\"side\":\"buy\",\"quantity\":\"1\",\"order_type\":\"limit\",\"price\":\"590\"");
        assertThat(created.status()).isEqualTo(201);
        String path = "/api/v2/orders/" + created.text("order_id");
        Reply cancelled = server.delete(path);
        assertThat(cancelled.status()).isEqualTo(202);
        server.trade("601", "5");
        Awaitility.await().until(() -> server.get(path).text("status").equals("canceled"));
        Reply again = server.delete(path);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("order_ended");
        assertThat(server.delete("/api/v2/orders/none-1").status()).isEqualTo(404);
        Reply listed = server.get("/api/v2/orders?status=canceled&symbol=BTC-USD");
        assertThat(listed.http().body()).contains("\"rest\"");
    }

    @Test
    void aRestingOrderIsChangedToTheVersionThatWasSeenAndRefusedWithAReason() {
        Reply created = order("put", "\"side\":\"buy\",\"quantity\":\"1\",\"order_type\":\"limit\",\"price\":\"590\"");
        String path = "/api/v2/orders/" + created.text("order_id");
        server.trade("601", "5");
        Awaitility.await().until(() -> server.get(path).text("status").equals("accepted"));
        String version = server.get(path).json().path("version").asText();
        Reply changed = server.send("PUT", path, "{\"quantity\":\"2\",\"price\":\"591\"}", "If-Match", version);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("status")).isEqualTo("pending_update");
        server.trade("601", "5");
        Awaitility.await().until(() -> server.get(path).text("status").equals("accepted"));
        assertThat(server.get(path).text("quantity")).isEqualTo("2");
        assertThat(server.get(path).text("price")).isEqualTo("591");
        Reply stale = server.send("PUT", path, "{\"price\":\"592\"}", "If-Match", "\"" + version + "\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(server.send("PUT", path, "{\"price\":\"592\"}", "If-Match", "x")
                        .status())
                .isEqualTo(400);
        assertThat(server.send("PUT", path, "{}").status()).isEqualTo(422);
        Reply refused = server.send("PUT", path, "{\"stop_price\":\"580\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("reject").path("code").asText()).isEqualTo("VALIDATION_FAILED");
        assertThat(server.send("PUT", "/api/v2/orders/none-1", "{\"price\":\"592\"}")
                        .status())
                .isEqualTo(404);
        server.delete(path);
        server.trade("601", "5");
        Awaitility.await().until(() -> server.get(path).text("status").equals("canceled"));
        assertThat(server.send("PUT", path, "{\"price\":\"592\"}").status()).isEqualTo(409);
    }

    @Test
    void aStopIsWatchedForWhoAcceptsItAndDeniedForWhoDoesNot() {
        String stop = "\"side\":\"sell\",\"quantity\":\"1\",\"order_type\":\"stop_market\",\"stop_price\":\"500\"";
        Reply denied = order("stop-no", stop);
        assertThat(denied.status()).isEqualTo(422);
        assertThat(denied.json().path("reject").path("code").asText()).isEqualTo("UNSUPPORTED_ORDER_TYPE");
        Reply held = order("stop-yes", stop + ",\"accept_emulation\":true");
        assertThat(held.status()).isEqualTo(201);
        assertThat(held.text("status")).isEqualTo("emulated");
        server.delete("/api/v2/orders/" + held.text("order_id"));
    }

    @Test
    void cancellingAllNamesTheOrdersThatFit() {
        Reply buy = order("all-b", "\"side\":\"buy\",\"quantity\":\"1\",\"order_type\":\"limit\",\"price\":\"580\"");
        Reply reply = server.delete("/api/v2/orders?side=buy&symbol=BTCUSD");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("order_ids").toString()).contains(buy.text("order_id"));
        assertThat(server.delete("/api/v2/orders?colour=red").status()).isEqualTo(400);
    }

    @Test
    void pagesAreNewestFirstAndTheirCursorContinuesWhereTheyEnded() {
        for (int i = 0; i < 5; i++) {
            order("page-" + i, "\"side\":\"buy\",\"quantity\":\"0.01\"");
        }
        JsonNode first = server.get("/api/v2/orders?limit=2").json();
        assertThat(first.path("items")).hasSize(2);
        order("page-later", "\"side\":\"buy\",\"quantity\":\"0.01\"");
        JsonNode second = server.get("/api/v2/orders?limit=2&cursor="
                        + first.path("next_cursor").asText())
                .json();
        assertThat(first.path("items").get(0).path("client_order_id").asText()).isEqualTo("page-4");
        assertThat(second.path("items").get(0).path("client_order_id").asText()).isEqualTo("page-2");
        assertThat(server.get("/api/v2/orders?limit=0").status()).isEqualTo(400);
        assertThat(server.get("/api/v2/orders?limit=501").status()).isEqualTo(400);
        assertThat(server.get("/api/v2/orders?cursor=%21").status()).isEqualTo(400);
    }

    private static Reply order(String clientOrderId, String fields) {
        server.freshPrice();
        return server.post(
                "/api/v2/orders",
                "{\"symbol\":\"BTC/USD\",\"client_order_id\":\"" + clientOrderId + "\"," + fields + "}");
    }
}
