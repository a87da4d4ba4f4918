package io.colin.server.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.execution.store.MemoryEventStore;
import io.colin.server.fixture.LiveServer;
import io.colin.server.json.Json;
import io.colin.server.json.JsonException;
import io.colin.server.security.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private LiveServer server;

    @BeforeEach
    void start() {
        server = LiveServer.start(
                Authenticator.loopbackOpen(List.of()),
                StreamLimits.DEFAULT.keepAlive(Duration.ofMillis(300), Duration.ofMillis(900)),
                MemoryEventStore.empty());
        Awaitility.await()
                .until(() -> server.get("/api/v2/signals/BTC-USD")
                                .json()
                                .path("items")
                                .size()
                        == 2);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void aClientIsGreetedGetsASnapshotAndThenEverySignal() throws Exception {
        Client client = connect("/ws/signals");
        JsonNode hello = client.next();
        assertThat(hello.path("type").asText()).isEqualTo("connected");
        assertThat(hello.path("data").path("epoch").asText()).isNotEmpty();
        JsonNode snapshot = client.next();
        assertThat(snapshot.path("type").asText()).isEqualTo("snapshot");
        assertThat(snapshot.path("data").path("items")).hasSize(2);
        server.minute("602");
        JsonNode delta = client.next();
        assertThat(delta.path("type").asText()).isEqualTo("delta");
        assertThat(delta.path("channel").asText()).isEqualTo("signals");
        assertThat(delta.path("prev").asLong()).isEqualTo(snapshot.path("seq").asLong());
        assertThat(delta.path("seq").asLong())
                .isGreaterThan(snapshot.path("seq").asLong());
        assertThat(delta.path("data").path("direction").asText()).isEqualTo("long");
    }

    @Test
    void anOrderIsSeenFromItsBirthToItsFillWithoutAGap() throws Exception {
        Client client = connect("/ws/orders?symbols=BTC-USD");
        client.next();
        long last = client.next().path("seq").asLong();
        server.freshPrice();
        server.post(
                "/api/v2/orders",
                "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"1\",\"client_order_id\":\"live\"}");
        server.trade("601", "5");
        List<String> seen = new ArrayList<>();
        while (!seen.contains("filled")) {
            JsonNode delta = client.next();
            assertThat(delta.path("prev").asLong()).isEqualTo(last);
            last = delta.path("seq").asLong();
            assertThat(delta.path("data").path("client_order_id").asText()).isEqualTo("live");
            seen.add(delta.path("data").path("status").asText());
        }
        assertThat(seen).last().isEqualTo("filled");
    }

    @Test
    void aClientThatOnlyListensIsNotCutOff() throws Exception {
        Client client = connect("/ws/signals");
        client.next();
        client.next();
        Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        server.minute("603");
        assertThat(client.next().path("type").asText()).isEqualTo("delta");
    }

    @Test
    void operationsAreAnsweredAndMistakesLeaveTheConnectionOpen() throws Exception {
        Client client = connect("/ws/orders");
        client.next();
        client.next();
        assertThat(client.ask("{\"op\":\"ping\",\"ref\":\"a\"}").path("type").asText())
                .isEqualTo("pong");
        for (String wrong : List.of(
                "{\"op\":\"dance\"}",
                "{\"op\":\"ping\",\"colour\":1}",
                "{\"op\":\"subscribe\",\"symbols\":[\"X/Y\"]}",
                "[]",
                "{",
                "{\"op\":\"ping\",\"op\":\"ping\"}")) {
            JsonNode error = client.ask(wrong);
            assertThat(error.path("type").asText()).as(wrong).isEqualTo("error");
            assertThat(error.path("data").path("message").asText()).isNotEmpty();
        }
        JsonNode status = client.ask("{\"op\":\"status\"}");
        assertThat(status.path("data").path("phase").asText()).isEqualTo("trading");
    }

    @Test
    void aSymbolThatIsNotWantedIsNotSent() throws Exception {
        Client client = connect("/ws/signals");
        client.next();
        client.next();
        JsonNode status = client.ask("{\"op\":\"unsubscribe\",\"symbols\":[\"BTC/USD\"]}");
        assertThat(status.path("data").path("symbols")).isEmpty();
        server.minute("604");
        Awaitility.await()
                .until(() -> server.get("/api/v2/signals/BTC-USD")
                                .json()
                                .path("items")
                                .size()
                        == 3);
        assertThat(client.ask("{\"op\":\"subscribe\",\"symbols\":[\"BTC/USD\"]}")
                        .path("type")
                        .asText())
                .isEqualTo("status");
    }

    @Test
    void tooManyFramesTooLargeOnesAndBinaryOnesCloseTheConnection() throws Exception {
        Client fast = connect("/ws/signals");
        for (int i = 0; i < 12; i++) {
            fast.send("{\"op\":\"ping\"}");
        }
        assertThat(fast.closed()).isEqualTo(1008);
        Client large = connect("/ws/signals");
        large.opened.join().sendText("x".repeat(10_000), false).join();
        large.opened.join().sendText("x".repeat(10_000), true).join();
        assertThat(large.closed()).isEqualTo(1009);
        Client binary = connect("/ws/signals");
        binary.opened.join().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
        assertThat(binary.closed()).isEqualTo(1003);
    }

    @Test
    void upgradesFromForeignPagesAndUnknownParametersAreRefused() {
        refused("/ws/signals", 403, "Origin", "http://evil.example");
        refused("/ws/signals?resume=1", 400, "X-Nothing", "x");
        refused("/ws/signals?symbols=XYZ", 400, "X-Nothing", "x");
        refused("/ws/nothing", 404, "X-Nothing", "x");
    }

    @Test
    void anIdentityHasAtMostTenSessions() throws Exception {
        for (int i = 0; i < 10; i++) {
            connect("/ws/signals").next();
        }
        refused("/ws/signals", 429, "X-Nothing", "x");
        Awaitility.await()
                .until(() ->
                        server.get("/metrics").http().body().contains("colin_ws_sessions{channel=\"signals\"} 10"));
    }

    @Test
    void withRequiredKeysAnUpgradeNeedsOne() {
        try (LiveServer closed = LiveServer.trading(Authenticator.required(List.of()))) {
            assertThatThrownBy(() -> http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create(
                                            "ws://127.0.0.1:" + closed.front().port() + "/ws/orders"),
                                    new Client())
                            .join())
                    .satisfies(e -> assertThat(status(e)).isEqualTo(401));
        }
    }

    private void refused(String path, int status, String header, String value) {
        assertThatThrownBy(() -> http.newWebSocketBuilder()
                        .header(header, value)
                        .buildAsync(uri(path), new Client())
                        .join())
                .satisfies(e -> assertThat(status(e)).isEqualTo(status));
    }

    private static int status(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof WebSocketHandshakeException handshake
                ? handshake.getResponse().statusCode()
                : -1;
    }

    private Client connect(String path) {
        Client client = new Client();
        http.newWebSocketBuilder().buildAsync(uri(path), client).join();
        return client;
    }

    private URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + server.front().port() + path);
    }

    /** Keeps what it hears. */
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();

        @Override
        public void onOpen(WebSocket webSocket) {
            opened.complete(webSocket);
            webSocket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }

        JsonNode next() throws InterruptedException, JsonException {
            String text = heard.poll(10, TimeUnit.SECONDS);
            assertThat(text).as("a frame within 10 s").isNotNull();
            return Json.parse(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
        }

        JsonNode ask(String text) throws InterruptedException, JsonException {
            send(text);
            return next();
        }

        void send(String text) {
            opened.join().sendText(text, true).join();
        }

        int closed() throws Exception {
            return closed.get(10, TimeUnit.SECONDS);
        }
    }
}
