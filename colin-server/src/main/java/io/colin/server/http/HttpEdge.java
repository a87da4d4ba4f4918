package io.colin.server.http;

import io.colin.api.ColinException;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.server.http.RouteTable.Found;
import io.colin.server.http.RouteTable.OtherMethods;
import io.colin.server.http.RouteTable.Unknown;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.problem.ProblemException;
import io.colin.server.security.Authenticator;
import io.colin.server.security.Principal;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one door for HTTP: checks framing, host, credential, permission, media types and body, in this order, then asks
 * the route's handler, and writes its answer or a problem. Nothing behind it is reached in another way.
 */
final class HttpEdge implements Filter {
    private static final System.Logger LOG = System.getLogger(HttpEdge.class.getName());
    private static final int MAX_CONCURRENT = 200;
    private static final int MAX_KEY = 255;
    private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

    private final RouteTable routes;
    private final Authenticator authenticator;
    private final HostPolicy hosts;
    private final MetricsSink sink;
    private final LongSupplier nanoTime;
    private final RequestIds ids;
    private final AtomicInteger running = new AtomicInteger();

    HttpEdge(HttpSettings settings, long startedNs) {
        this.routes = settings.routes();
        this.authenticator = settings.authenticator();
        this.hosts = settings.hosts();
        this.sink = settings.sink();
        this.nanoTime = settings.nanoTime();
        this.ids = new RequestIds(startedNs);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long begunNs = nanoTime.getAsLong();
        String requestId = ids.of(header(request.headers(), REQUEST_ID));
        String path = request.prologue().uriPath().rawPath();
        Trace trace = new Trace();
        Answer answer;
        if (running.incrementAndGet() > MAX_CONCURRENT) {
            answer = problem(
                    Problem.of(ProblemCode.OVERLOADED, "Try again in a second.").header("Retry-After", "1"),
                    path,
                    requestId);
        } else {
            answer = answer(request, requestId, trace);
        }
        try {
            write(response, path, requestId, answer);
        } finally {
            running.decrementAndGet();
            measure(trace, answer.status(), nanoTime.getAsLong() - begunNs);
        }
    }

    private Answer answer(RoutingRequest request, String requestId, Trace trace) {
        String path = request.prologue().uriPath().rawPath();
        try {
            Framing.check(request.prologue(), request.headers());
            return handle(request, requestId, trace);
        } catch (ProblemException e) {
            return problem(e.problem(), path, requestId);
        } catch (RequestException e) {
            throw e; // raised by the web server below us; its direct handlers answer
        } catch (ColinException e) {
            LOG.log(Level.ERROR, "request " + requestId + " failed: " + e.reason(), e);
            return problem(ofReason(e.reason()), path, requestId);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request " + requestId + " failed", e);
            return problem(
                    Problem.of(ProblemCode.INTERNAL_ERROR, "The request id finds the cause in the log."),
                    path,
                    requestId);
        }
    }

    private Answer handle(RoutingRequest request, String requestId, Trace trace) {
        String method = request.prologue().method().text();
        String path = request.prologue().uriPath().rawPath();
        ServerRequestHeaders headers = request.headers();
        Found found = route(method, path);
        Route route = found.route();
        trace.route = route;
        Optional<String> host = header(headers, HeaderNames.HOST);
        if (!route.anyHost() && !hosts.allowsHost(host)) {
            throw Problem.of(ProblemCode.MISDIRECTED, "The name in Host is not in server.allowed_hosts.")
                    .raised();
        }
        Principal principal = principal(route, headers);
        if (!Media.accepts(header(headers, HeaderNames.ACCEPT), route.mediaType())) {
            throw Problem.of(ProblemCode.NOT_ACCEPTABLE, "The answer is " + route.mediaType() + ".")
                    .raised();
        }
        if (route.isWrite()) {
            origin(headers, host);
        }
        return route.handler()
                .answer(new Request(
                        route,
                        path,
                        found.parameters(),
                        QueryParameters.parse(request.prologue().query().rawValue()),
                        body(route, request),
                        idempotencyKey(headers),
                        ifMatch(headers),
                        principal,
                        requestId));
    }

    private Found route(String method, String path) {
        return switch (routes.find(method, path)) {
            case Found found -> found;
            case OtherMethods other ->
                throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "It takes " + other.allowed() + ".")
                        .header("Allow", other.allowed())
                        .raised();
            case Unknown unknown ->
                throw Problem.of(ProblemCode.NOT_FOUND, "There is nothing under this path.")
                        .raised();
        };
    }

    private Principal principal(Route route, ServerRequestHeaders headers) {
        boolean authorization = headers.contains(HeaderNames.AUTHORIZATION);
        Optional<String> key = header(headers, API_KEY);
        if (route.anyOf().isEmpty() && key.isEmpty() && !authorization) {
            return authenticator.isOpen() ? Principal.LOCAL : Principal.ANONYMOUS;
        }
        return switch (authenticator.authenticate(key, authorization)) {
            case Authenticator.Known known -> {
                if (!route.isOpenTo(known.principal().role())) {
                    throw Problem.of(
                                    ProblemCode.FORBIDDEN,
                                    "The role " + known.principal().role().text() + " may not do this.")
                            .raised();
                }
                yield known.principal();
            }
            case Authenticator.Refused refused -> {
                sink.count(MetricCatalog.AUTH_FAILURES, 1, refused.reason());
                throw Problem.of(ProblemCode.UNAUTHORIZED, "Send a valid key as X-API-Key.")
                        .header("WWW-Authenticate", "ApiKey realm=\"colin\", header=\"X-API-Key\"")
                        .raised();
            }
        };
    }

    private void origin(ServerRequestHeaders headers, Optional<String> host) {
        boolean foreign =
                header(headers, FETCH_SITE).filter("cross-site"::equals).isPresent();
        if (foreign || !hosts.allowsOrigin(header(headers, HeaderNames.ORIGIN), host)) {
            throw Problem.of(ProblemCode.ORIGIN_REFUSED, "Writes are taken from pages of this server only.")
                    .raised();
        }
    }

    private static byte[] body(Route route, RoutingRequest request) {
        boolean empty = !request.content().hasEntity();
        if (route.maxBody() == 0) {
            if (!empty) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "This request has no body.")
                        .header("Connection", "close")
                        .raised();
            }
            return new byte[0];
        }
        if (!Media.isJson(header(request.headers(), HeaderNames.CONTENT_TYPE))) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.")
                    .raised();
        }
        byte[] body = empty ? new byte[0] : read(request, route.maxBody());
        if (body.length > route.maxBody()) {
            throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "At most " + route.maxBody() + " bytes.")
                    .header("Connection", "close")
                    .raised();
        }
        return body;
    }

    private static byte[] read(RoutingRequest request, int limit) {
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(limit + 1);
            // What is left is no more than the server takes of any body; unread it would reset the connection, and the
            // answer with it.
            in.transferTo(OutputStream.nullOutputStream());
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> idempotencyKey(ServerRequestHeaders headers) {
        Optional<String> key = header(headers, IDEMPOTENCY_KEY);
        key.ifPresent(text -> {
            boolean fits =
                    !text.isEmpty() && text.length() <= MAX_KEY && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
            if (!fits) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "Idempotency-Key must be 1 to 255 printable characters.")
                        .raised();
            }
        });
        return key;
    }

    private static Optional<Long> ifMatch(ServerRequestHeaders headers) {
        return header(headers, HeaderNames.IF_MATCH).map(text -> {
            try {
                return Long.valueOf(text.replace("\"", ""));
            } catch (NumberFormatException e) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "If-Match must be the version of the order.")
                        .raised();
            }
        });
    }

    private static Problem ofReason(ColinException.Reason reason) {
        return switch (reason) {
            case STORE_FAILED, STORE_DAMAGED ->
                Problem.of(ProblemCode.LEDGER_FAILING, "The ledger cannot be written; no order is taken.")
                        .header("Retry-After", "10");
            case STOPPED ->
                Problem.of(ProblemCode.NOT_READY, "The engine has stopped.").header("Retry-After", "10");
            default -> Problem.of(ProblemCode.INTERNAL_ERROR, "The request id finds the cause in the log.");
        };
    }

    private static Answer problem(Problem problem, String path, String requestId) {
        Answer answer = Answer.of(problem.code().status(), Problem.MEDIA_TYPE, problem.document(path, requestId));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static void write(RoutingResponse response, String path, String requestId, Answer answer) {
        response.status(Status.create(answer.status()));
        StandardHeaders.of(path, answer.mediaType()).forEach(response::header);
        answer.headers().forEach(response::header);
        response.header("X-Request-Id", requestId);
        response.header("Content-Type", answer.mediaType());
        response.send(answer.body());
    }

    private void measure(Trace trace, int status, long elapsedNs) {
        Route route = trace.route;
        sink.count(MetricCatalog.OPERATIONS, 1, "api");
        boolean probe = route != null && route.anyHost(); // "not ready" is its right answer
        if (status >= 500 && !probe) {
            sink.count(MetricCatalog.ERRORS, 1, "api", "status_" + status);
        }
        sink.observe(
                MetricCatalog.HTTP_REQUEST,
                elapsedNs / 1e9,
                route == null ? "other" : route.method().toLowerCase(Locale.ROOT),
                route == null ? "other" : route.template(),
                String.valueOf(status));
    }

    static Optional<String> header(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? Optional.of(headers.get(name).get()) : Optional.empty();
    }

    /** What becomes known of a request on its way in. */
    private static final class Trace {
        private @Nullable Route route;
    }
}
