package io.colin.server.http;

import io.colin.server.json.Json;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Arrays;

/** Answers what the web server refuses before any of our code runs, in the same form as everything else. */
final class DirectAnswers {
    private DirectAnswers() {}

    static DirectHandlers handlers() {
        DirectHandlers.Builder builder = DirectHandlers.builder();
        Arrays.stream(DirectHandler.EventType.values())
                .forEach(type -> builder.addHandler(type, DirectAnswers::answer));
        return builder.build();
    }

    private static DirectHandler.TransportResponse answer(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status proposed,
            ServerResponseHeaders headers,
            String message) {
        // Our own code never fails into here, so an internal error is a request that could not be read.
        int status = type == DirectHandler.EventType.INTERNAL_ERROR ? 400 : proposed.code();
        Problem problem = Problem.of(code(status), detail(status));
        DirectHandler.TransportResponse.Builder response = DirectHandler.TransportResponse.builder()
                .status(Status.create(status))
                .headers(headers)
                .keepAlive(false);
        StandardHeaders.of("/api", Problem.MEDIA_TYPE)
                .forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (status == 401) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "ApiKey realm=\"colin\", header=\"X-API-Key\"");
        }
        return response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .entity(Json.bytes(problem.document("", "").put("status", status)))
                .build();
    }

    private static ProblemCode code(int status) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHORIZED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
            case 421 -> ProblemCode.MISDIRECTED;
            case 429 -> ProblemCode.TOO_MANY_SESSIONS;
            case 503 -> ProblemCode.OVERLOADED;
            default -> ProblemCode.BAD_REQUEST;
        };
    }

    private static String detail(int status) {
        return switch (status) {
            case 401 -> "Send a valid key as X-API-Key.";
            case 403 -> "The role or origin of the request may not do this.";
            case 404 -> "There is nothing under this path.";
            case 413 -> "The body is larger than the server takes.";
            case 429 -> "This identity, or the server, has as many sessions as it may.";
            case 503 -> "Try again in a second.";
            default -> "The request is not well formed.";
        };
    }
}
