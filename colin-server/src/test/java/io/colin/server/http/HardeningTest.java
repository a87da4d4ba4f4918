package io.colin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.server.fixture.LiveServer;
import io.colin.server.security.Authenticator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw sockets, because no HTTP client would send what is sent here. */
class HardeningTest {
    private static final String BODY = "{\"symbols\":[\"BTC/USD\"]}";
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = LiveServer.trading(Authenticator.loopbackOpen(List.of()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 23",
                "Content-Length: 23\r\nTransfer-Encoding: chunked",
                "Content-Length: +23",
                "Content-Length: 23, 23",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
            })
    void ambiguousFramingIsRefused(String headers) throws IOException {
        String answer = raw("POST /api/v2/signals/generate HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\n" + headers + "\r\n\r\n" + BODY);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/x/../portfolio",
                "//api/v2/portfolio",
                "/api/v2//portfolio",
                "/api/v2/portfolio;x=1",
                "/api/v2/./portfolio",
                "/api/v2/%2e%2e/portfolio",
                "/api/v2/orders/a%00b",
                "/api/v2/orders/a%2fb",
                "/api/v2/orders/%zz",
            })
    void aPathThatMeansAnotherIsRefused(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2/%70ortfolio", "/api/v2/orders/%ff", "/api/v2/portfolio/", "/API/v2/portfolio"})
    void aPathThatIsNoRouteIsNotFound(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 404").contains("\"code\":\"not_found\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PUT", "PATCH", "OPTIONS", "HEAD"})
    void aVerbThatIsNotInTheTableIsNotAllowed(String verb) throws IOException {
        assertThat(raw(verb + " /api/v2/portfolio HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("Allow: GET");
    }

    @Test
    void whatIsNoRequestIsAnsweredAsAProblemWithHeaders() throws IOException {
        assertThat(raw("G(T /api/v2/portfolio HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("nosniff");
        assertThat(raw("GET /api/v2/portfolio HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void nothingOfTheQueryReachesAHeader() throws IOException {
        assertThat(get("/api/v2/portfolio?x=%0d%0aX-Injected:1"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("X-Injected: 1");
        assertThat(raw("GET /api/v2/portfolio HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a b<c>\r\n\r\n"))
                .doesNotContain("a b<c>");
    }

    @ParameterizedTest
    @CsvSource({"evil.example,421", "localhost.evil.example,421", "127.0.0.1:9,200", "'[::1]:8000',200"})
    void onlyNamesOfTheListAreServed(String host, int status) throws IOException {
        assertThat(raw("GET /api/v2/portfolio HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
        assertThat(raw("GET /api/v2/health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example,403",
        "Origin: null,403",
        "Origin: http://localhost:1,403",
        "Origin: http://localhost,200",
        "Sec-Fetch-Site: cross-site,403",
        "Sec-Fetch-Site: same-origin,200"
    })
    void aWriteFromAForeignPageIsRefused(String header, int status) throws IOException {
        assertThat(post("/api/v2/signals/generate", BODY, "Content-Type: application/json\r\n" + header))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,415",
        "application/x-www-form-urlencoded,415",
        "application/json; charset=latin1,415",
        "application/json;charset=UTF-8,200"
    })
    void onlyJsonIsTaken(String type, int status) throws IOException {
        assertThat(post("/api/v2/signals/generate", BODY, "Content-Type: " + type))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void noContentEncodingIsTaken() throws IOException {
        assertThat(post("/api/v2/signals/generate", BODY, "Content-Type: application/json\r\nContent-Encoding: gzip"))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
    }

    @Test
    void onlyJsonIsAnswered() {
        assertThat(server.get("/api/v2/portfolio", "Accept", "text/html").status())
                .isEqualTo(406);
        assertThat(server.get("/api/v2/portfolio", "Accept", "text/html, */*;q=0.1")
                        .status())
                .isEqualTo(200);
        assertThat(server.get("/api/v2/portfolio", "Accept", "application/json;q=0")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void bodiesAreLimited() {
        String big = "{\"symbols\":[\"" + "A".repeat(70 * 1024) + "\"]}";
        assertThat(server.post("/api/v2/orders", big, "Idempotency-Key", "b").status())
                .isEqualTo(413);
        String huge = "{\"symbols\":[\"" + "A".repeat(1 << 20) + "\"]}";
        assertThat(server.post("/api/v2/signals/generate", huge).status()).isEqualTo(413);
        assertThat(server.send("DELETE", "/api/v2/orders", "{}").status()).isEqualTo(400);
        assertThat(server.send("GET", "/api/v2/portfolio", "{}").status()).isEqualTo(400);
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() {
        for (String path : List.of("/api/v2/portfolio", "/api/v2/nothing", "/", "/metrics", "/api/v2/portfolio?x=1")) {
            var reply = server.get(path);
            assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(reply.header("X-Request-Id")).isNotEmpty();
        }
        assertThat(server.get("/api/v2/portfolio").header("Cache-Control")).isEqualTo("no-store");
        assertThat(server.get("/api/v2/portfolio", "X-Request-Id", "mine-1").header("X-Request-Id"))
                .isEqualTo("mine-1");
    }

    private static String get(String path) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static String post(String path, String body, String headers) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n"
                + headers + "\r\n\r\n" + body);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.front().port())) {
            socket.setSoTimeout(1500);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            try {
                int next = in.read();
                while (next >= 0) {
                    answer.write(next);
                    if (isWhole(answer.toString(StandardCharsets.UTF_8))) {
                        break;
                    }
                    next = in.read();
                }
            } catch (SocketTimeoutException e) {
                // the connection stays open; what came is the answer
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        for (String line : answer.substring(0, end).split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                int length = Integer.parseInt(line.substring(15).strip());
                return answer.substring(end + 4).getBytes(StandardCharsets.UTF_8).length >= length;
            }
        }
        return false;
    }
}
