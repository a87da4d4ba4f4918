package io.colin.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.server.http.Fields;
import io.colin.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Pages of a list, newest first. A cursor names the last item that was shown, so it is stable while items arrive. */
final class Pages {
    private static final int MAX = 500;
    private static final int DEFAULT = 50;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,120}");

    /** What page is asked for; after is empty for the first. */
    record Asked(int limit, String after) {}

    private Pages() {}

    static Asked read(Fields query) {
        int limit = query.integer("limit", 1, MAX).orElse(DEFAULT);
        Optional<String> after = query.map("cursor", query.text("cursor"), "cursor", Pages::decode);
        return new Asked(limit, after.orElse(""));
    }

    /** A page from one item more than the limit, if there is one more. */
    static <T> ObjectNode page(List<T> found, int limit, Function<T, JsonNode> shape, Function<T, String> id) {
        List<T> items = found.size() > limit ? found.subList(0, limit) : found;
        ObjectNode json = Json.object();
        json.set("items", Json.array(items, shape));
        if (found.size() > limit) {
            json.put("next_cursor", encode(id.apply(items.getLast())));
        } else {
            json.set("next_cursor", NullNode.getInstance());
        }
        return json;
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("cursor: must be one that a page gave");
        }
        return id;
    }
}
