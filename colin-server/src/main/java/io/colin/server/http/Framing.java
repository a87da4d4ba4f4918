package io.colin.server.http;

import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what two HTTP implementations could read differently. The web server takes two lengths, a length beside a
 * chunked body, and paths that mean another one; none of them may reach a handler.
 */
final class Framing {
    private static final Set<String> VERBS =
            Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})|%0|%1|%7[fF]|%2[eEfF]|%5[cC]");

    private Framing() {}

    static void check(HttpPrologue prologue, ServerRequestHeaders headers) {
        require(VERBS.contains(prologue.method().text()), "the method is not one of HTTP's");
        path(prologue.uriPath().rawPath());
        List<String> lengths = all(headers, HeaderNames.CONTENT_LENGTH);
        List<String> codings = all(headers, HeaderNames.TRANSFER_ENCODING);
        require(lengths.size() <= 1, "there is more than one Content-Length");
        require(
                lengths.stream().allMatch(length -> DIGITS.matcher(length).matches()),
                "Content-Length is not a number");
        require(codings.isEmpty() || lengths.isEmpty(), "there are both Content-Length and Transfer-Encoding");
        require(
                codings.isEmpty() || codings.equals(List.of("chunked")),
                "the Transfer-Encoding is not exactly chunked");
        require(all(headers, HeaderNames.HOST).size() <= 1, "there is more than one Host");
        List<String> encodings = all(headers, HeaderNames.CONTENT_ENCODING);
        if (encodings.stream()
                .anyMatch(coding -> !coding.toLowerCase(Locale.ROOT).equals("identity"))) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "No content encoding is taken.")
                    .raised();
        }
    }

    private static void path(String raw) {
        require(raw.startsWith("/"), "the path does not start with a slash");
        boolean plain = !raw.contains("//") && !raw.contains(";") && !raw.contains("\\") && !raw.contains("\0");
        require(plain && !BAD_ESCAPE.matcher(raw).find(), "the path is not in its plain form");
        for (String segment : raw.split("/", -1)) {
            require(!segment.equals(".") && !segment.equals(".."), "the path is not in its plain form");
        }
    }

    static List<String> all(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).allValues() : List.of();
    }

    private static void require(boolean holds, String broken) {
        if (!holds) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The request is not taken: " + broken + ".")
                    .header("Connection", "close")
                    .raised();
        }
    }
}
