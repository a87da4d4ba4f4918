package io.colin.execution.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.instrument.Symbol;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@link CanonicalJson} wrote, strictly: a missing, unknown or doubled key and a value of another kind are
 * errors, since a ledger that holds them was not written by us.
 */
final class CanonicalReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CanonicalReader() {}

    /** The object a text holds. */
    static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("body: must be JSON (" + e.getOriginalMessage() + ")", e);
        }
        throw new IllegalArgumentException("body: must be a JSON object");
    }

    /**
     * The record that an object's keys and some given values make up.
     *
     * @param type the record class
     * @param node its written components
     * @param given components that come from elsewhere, by name
     */
    static Object record(Class<?> type, ObjectNode node, Map<String, Object> given) {
        RecordShape shape = RecordShape.of(type);
        List<RecordShape.Part> parts = shape.parts();
        Object[] arguments = new Object[parts.size()];
        int used = 0;
        for (int i = 0; i < arguments.length; i++) {
            RecordShape.Part part = parts.get(i);
            Object known = given.get(part.name());
            if (known != null) {
                arguments[i] = known;
            } else if (part.before().isPresent() && !node.has(part.name())) {
                arguments[i] = part.before().orElseThrow();
            } else if (part.isWritten()) {
                arguments[i] = value(part.name(), require(node, part.name()), part.type());
                used++;
            } else {
                arguments[i] = 0L;
            }
        }
        int expected = used + (node.has(CanonicalJson.FAMILY_KEY) ? 1 : 0);
        if (node.size() != expected) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + ": must have " + expected + " keys (" + node.size() + ")");
        }
        return shape.create(arguments);
    }

    /** The value of a key. */
    static JsonNode require(ObjectNode node, String name) {
        JsonNode found = node.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name + ": is missing");
        }
        return found;
    }

    /** A whole number. */
    static long whole(String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(name, "must be a whole number", node);
        }
        return node.longValue();
    }

    private static Object value(String name, JsonNode node, Type type) {
        return switch (type) {
            case ParameterizedType generic -> container(name, node, generic);
            case Class<?> plain -> plain(name, node, plain);
            default -> throw new IllegalArgumentException(name + ": cannot be read as " + type);
        };
    }

    private static Object container(String name, JsonNode node, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Type raw = type.getRawType();
        if (raw == List.class) {
            return elements(name, node, arguments[0]);
        }
        if (raw == Set.class) {
            return new HashSet<>(elements(name, node, arguments[0]));
        }
        if (raw == SortedMap.class || raw == Map.class) {
            return entries(name, node, arguments);
        }
        if (raw == Optional.class) {
            return node.isNull() ? Optional.empty() : Optional.of(value(name, node, arguments[0]));
        }
        throw new IllegalArgumentException(name + ": cannot be read as " + type);
    }

    private static List<Object> elements(String name, JsonNode node, Type type) {
        if (!node.isArray()) {
            throw wrong(name, "must be an array", node);
        }
        List<Object> values = new ArrayList<>(node.size());
        node.forEach(element -> values.add(value(name, element, type)));
        return values;
    }

    private static SortedMap<Object, Object> entries(String name, JsonNode node, Type[] types) {
        if (!node.isObject()) {
            throw wrong(name, "must be an object", node);
        }
        SortedMap<Object, Object> values = new TreeMap<>();
        node.properties()
                .forEach(entry -> values.put(
                        word(name, entry.getKey(), (Class<?>) types[0]), value(name, entry.getValue(), types[1])));
        return values;
    }

    private static Object plain(String name, JsonNode node, Class<?> type) {
        if (type == long.class || type == Long.class) { // boxed where it is a list's element
            return whole(name, node);
        }
        if (type == int.class) {
            return Math.toIntExact(whole(name, node));
        }
        if (type == double.class || type == Double.class) { // boxed where it is a map's value
            return real(name, node);
        }
        if (type == boolean.class) {
            if (!node.isBoolean()) {
                throw wrong(name, "must be true or false", node);
            }
            return node.booleanValue();
        }
        if (type.isSealed() || (type.isRecord() && type != Symbol.class)) {
            return object(name, node, type);
        }
        if (!node.isTextual()) {
            throw wrong(name, "must be text", node);
        }
        return word(name, node.textValue(), type);
    }

    private static Object object(String name, JsonNode node, Class<?> type) {
        if (!(node instanceof ObjectNode object)) {
            throw wrong(name, "must be an object", node);
        }
        return record(type.isSealed() ? member(name, object, type) : type, object, Map.of());
    }

    private static Class<?> member(String name, ObjectNode node, Class<?> family) {
        String wanted = require(node, CanonicalJson.FAMILY_KEY).asText();
        for (Class<?> member : family.getPermittedSubclasses()) {
            if (member.getSimpleName().equals(wanted)) {
                return member;
            }
        }
        throw new IllegalArgumentException(name + ": is no " + family.getSimpleName() + " (" + wanted + ")");
    }

    private static Object word(String name, String text, Class<?> type) {
        if (type == String.class) {
            return text;
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(text);
        }
        if (type == Symbol.class) {
            return Symbol.of(text);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
        }
        throw new IllegalArgumentException(name + ": is no " + type.getSimpleName() + " (" + text + ")");
    }

    private static double real(String name, JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong(name, "must be a number", node);
        };
    }

    private static IllegalArgumentException wrong(String name, String rule, JsonNode node) {
        return new IllegalArgumentException(name + ": " + rule + " (" + node.getNodeType() + ")");
    }
}
