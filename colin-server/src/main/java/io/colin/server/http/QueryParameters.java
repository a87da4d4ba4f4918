package io.colin.server.http;

import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.problem.Violation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a query string: each parameter once, UTF-8 only. */
public final class QueryParameters {
    private static final int MAX = 50;

    private QueryParameters() {}

    /**
     * Reads a query string.
     *
     * @param raw as sent, without the question mark
     * @return values by name
     * @throws io.colin.server.problem.ProblemException if a name occurs twice or something is not well formed
     */
    public static Map<String, String> parse(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw.isEmpty()) {
            return query;
        }
        List<Violation> violations = new ArrayList<>();
        for (String pair : raw.split("&", MAX + 1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (query.putIfAbsent(name, value) != null) {
                violations.add(new Violation("?" + name, "duplicate", "must be given once", ""));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.of(ProblemCode.INVALID_STRUCTURE, "A parameter is given twice.")
                    .errors(violations)
                    .raised();
        }
        return query;
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('�') < 0 && decoded.chars().noneMatch(Character::isISOControl)) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // falls through: the same answer as for other text that is not well formed
        }
        throw Problem.of(ProblemCode.BAD_REQUEST, "The query string is not well formed.")
                .raised();
    }
}
