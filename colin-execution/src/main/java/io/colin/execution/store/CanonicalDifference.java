package io.colin.execution.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where two canonical objects differ first.
 *
 * @param path names from the outside in, joined by points, for example {@code fill.price} or {@code reasons.0.code}
 * @param left the value on the left; {@code absent} where there is none
 * @param right the value on the right; {@code absent} where there is none
 */
public record CanonicalDifference(String path, String left, String right) {
    private static final String ABSENT = "absent";

    /**
     * Compares two objects as {@link CanonicalJson} writes them.
     *
     * @param left a JSON object
     * @param right a JSON object
     * @return the first difference in the order of names; empty when there is none
     * @throws IllegalArgumentException if one is no JSON object
     */
    public static Optional<CanonicalDifference> between(String left, String right) {
        return left.equals(right)
                ? Optional.empty()
                : between("", CanonicalReader.object(left), CanonicalReader.object(right));
    }

    private static Optional<CanonicalDifference> between(String path, JsonNode left, JsonNode right) {
        if (left.equals(right)) {
            return Optional.empty();
        }
        if (!(left.isObject() && right.isObject()) && !(left.isArray() && right.isArray())) {
            return Optional.of(new CanonicalDifference(path, shown(left), shown(right)));
        }
        Map<String, JsonNode> ofLeft = children(left);
        Map<String, JsonNode> ofRight = children(right);
        Map<String, JsonNode> all = new TreeMap<>(ofLeft);
        all.putAll(ofRight);
        for (String name : all.keySet()) {
            String inner = path.isEmpty() ? name : path + "." + name;
            JsonNode one = ofLeft.get(name);
            JsonNode other = ofRight.get(name);
            if (one == null || other == null) {
                return Optional.of(new CanonicalDifference(
                        inner, one == null ? ABSENT : shown(one), other == null ? ABSENT : shown(other)));
            }
            Optional<CanonicalDifference> found = between(inner, one, other);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Places of an array have numbers as names, all of one length so that they sort. */
    private static Map<String, JsonNode> children(JsonNode node) {
        Map<String, JsonNode> children = new TreeMap<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> children.put(entry.getKey(), entry.getValue()));
            return children;
        }
        int width = Integer.toString(Math.max(0, node.size() - 1)).length();
        Iterator<JsonNode> each = node.elements();
        for (int i = 0; each.hasNext(); i++) {
            String place = Integer.toString(i);
            children.put("0".repeat(Math.max(0, width - place.length())) + place, each.next());
        }
        return children;
    }

    private static String shown(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
