package io.colin.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every route there is; what is not in it is not served. Immutable. */
public final class RouteTable {
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * A table of routes.
     *
     * @param routes the routes
     * @return the table
     */
    public static RouteTable of(List<Route> routes) {
        return new RouteTable(routes);
    }

    /**
     * Every route.
     *
     * @return in the order given
     */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The route of a request.
     *
     * @param method its verb
     * @param rawPath its path as sent
     * @return the match
     */
    Match find(String method, String rawPath) {
        List<String> allowed = new ArrayList<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = match(route.segments(), List.of(rawPath.split("/", -1)));
            if (parameters.isPresent()) {
                if (route.method().equals(method)) {
                    return new Found(route, parameters.get());
                }
                allowed.add(route.method());
            }
        }
        return allowed.isEmpty() ? new Unknown() : new OtherMethods(String.join(", ", allowed));
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                String value = decode(path.get(i));
                if (!PARAMETER.matcher(value).matches()) {
                    return Optional.empty();
                }
                parameters.put(expected.substring(1, expected.length() - 1), value);
            } else if (!expected.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What was found. */
    sealed interface Match {}

    /** A route and its path parameters. */
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /** The path is known, the verb is not. */
    record OtherMethods(String allowed) implements Match {}

    /** Nothing. */
    record Unknown() implements Match {}
}
