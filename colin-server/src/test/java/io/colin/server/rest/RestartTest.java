package io.colin.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.server.fixture.LiveServer;
import io.colin.server.fixture.LiveServer.Reply;
import io.colin.server.security.Authenticator;
import io.colin.server.ws.StreamLimits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client was told holds in the next process too. */
class RestartTest {
    private static final String ORDER =
            "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"0.5\",\"order_type\":\"limit\",\"price\":\"590\"}";

    @TempDir
    private Path directory;

    @Test
    void aRepeatAfterARestartFindsTheFirstOrderAndMakesNoSecond() {
        String id;
        try (LiveServer first = start()) {
            first.freshPrice();
            Reply created = first.post("/api/v2/orders", ORDER, "Idempotency-Key", "k");
            assertThat(created.status()).as(created.http().body()).isEqualTo(201);
            id = created.text("order_id");
            first.post("/api/v2/orders", ORDER.replace("0.5", "50"), "Idempotency-Key", "refused");
        }
        try (LiveServer second = start()) {
            Reply repeated = second.post("/api/v2/orders", ORDER, "Idempotency-Key", "k");
            assertThat(repeated.status()).isEqualTo(201);
            assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(repeated.text("order_id")).isEqualTo(id);
            assertThat(repeated.header("Location")).endsWith(id);
            Reply other = second.post("/api/v2/orders", ORDER.replace("0.5", "0.6"), "Idempotency-Key", "k");
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
            Reply refused = second.post("/api/v2/orders", ORDER.replace("0.5", "50"), "Idempotency-Key", "refused");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("code")).isEqualTo("risk_rejected");
            assertThat(refused.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(second.get("/api/v2/orders").json().path("items")).hasSize(2);
        }
    }

    private LiveServer start() {
        return LiveServer.start(
                Authenticator.loopbackOpen(List.of()), StreamLimits.DEFAULT, SqliteEventStore.in(directory));
    }
}
