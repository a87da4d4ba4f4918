package io.colin.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.server.fixture.LiveServer;
import io.colin.server.fixture.LiveServer.Reply;
import io.colin.server.http.Route;
import io.colin.server.security.ApiKey;
import io.colin.server.security.Authenticator;
import io.colin.server.security.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route against every role, taken from the routing table so that none is forgotten. */
class AccessTest {
    private static LiveServer server;

    @BeforeAll
    static void start() {
        List<ApiKey> keys = roles().map(role -> new ApiKey(role.text(), "test", role, sha256(key(role))))
                .toList();
        server = LiveServer.trading(Authenticator.required(keys));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void withoutAValidKeyNothingThatNeedsAPermissionIsAnswered() {
        for (Route route : protectedRoutes()) {
            for (String[] headers : new String[][] {
                {},
                {"X-API-Key", "colin_wrong"},
                {"X-API-Key", ""},
                {"Authorization", "Bearer " + key(Role.ADMIN)},
                {"X-API-Key", key(Role.ADMIN), "Authorization", "Bearer x"}
            }) {
                Reply reply = ask(route, headers);
                assertThat(reply.status()).as(route + Arrays.toString(headers)).isEqualTo(401);
                assertThat(reply.header("WWW-Authenticate")).contains("X-API-Key");
                assertThat(reply.text("code")).isEqualTo("unauthorized");
            }
        }
    }

    @Test
    void everyRoleIsLetInExactlyWhereItHasThePermission() {
        for (Route route : protectedRoutes()) {
            roles().forEach(role -> {
                int status = ask(route, "X-API-Key", key(role)).status();
                if (route.isOpenTo(role)) {
                    assertThat(status).as(role + " " + route.template()).isNotIn(401, 403);
                } else {
                    assertThat(status).as(role + " " + route.template()).isEqualTo(403);
                }
            });
        }
    }

    @Test
    void rolesHoldWhatTheTableSays() {
        assertThat(ask("GET", "/api/v2/portfolio", Role.VIEWER)).isEqualTo(200);
        assertThat(ask("DELETE", "/api/v2/orders", Role.VIEWER)).isEqualTo(403);
        assertThat(ask("DELETE", "/api/v2/orders", Role.RISK_MANAGER)).isEqualTo(202);
        assertThat(ask("DELETE", "/api/v2/orders", Role.TRADER)).isEqualTo(202);
        String order = "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"0.1\",\"client_order_id\":\"r\"}";
        assertThat(server.post("/api/v2/orders", order, "X-API-Key", key(Role.RISK_MANAGER))
                        .status())
                .isEqualTo(403);
        server.freshPrice();
        Reply sent = server.post("/api/v2/orders", order, "X-API-Key", key(Role.TRADER));
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.text("submitted_by")).isEqualTo("trader");
    }

    @Test
    void idempotencyKeysOfDifferentIdentitiesAreIndependent() {
        server.freshPrice();
        String order = "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"0.1\"}";
        Reply one = server.post("/api/v2/orders", order, "X-API-Key", key(Role.TRADER), "Idempotency-Key", "same");
        Reply other = server.post("/api/v2/orders", order, "X-API-Key", key(Role.ADMIN), "Idempotency-Key", "same");
        assertThat(one.status()).isEqualTo(201);
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.text("order_id")).isNotEqualTo(one.text("order_id"));
    }

    @Test
    void healthIsOpenButSaysItsReasonsOnlyToThoseWhoMaySeeThem() {
        Reply open = server.get("/api/v2/health");
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.json().has("run")).isFalse();
        assertThat(open.json().path("components").path("engine").has("reason")).isFalse();
        Reply trusted = server.get("/api/v2/health", "X-API-Key", key(Role.VIEWER));
        assertThat(trusted.json().has("run")).isTrue();
        assertThat(server.get("/api/v2/portfolio").status()).isEqualTo(401);
        assertThat(server.get("/metrics").http().body()).contains("colin_auth_failures_total{reason=\"missing\"}");
    }

    private static List<Route> protectedRoutes() {
        List<Route> routes = server.front().routes().routes().stream()
                .filter(route -> !route.anyOf().isEmpty())
                .toList();
        assertThat(routes).hasSizeGreaterThanOrEqualTo(8);
        return routes;
    }

    private static Reply ask(Route route, String... headers) {
        String path = route.template().replace("{symbol}", "BTC-USD").replace("{id}", "none-1");
        return server.send(route.method(), path, route.maxBody() > 0 ? "{}" : null, headers);
    }

    private static int ask(String method, String path, Role role) {
        return server.send(method, path, null, "X-API-Key", key(role)).status();
    }

    private static Stream<Role> roles() {
        return Arrays.stream(Role.values()).filter(role -> role != Role.NOBODY);
    }

    private static String key(Role role) {
        return "colin_key-for-tests-of-" + role.text();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
