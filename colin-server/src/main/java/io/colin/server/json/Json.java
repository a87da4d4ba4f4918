package io.colin.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.Decimals;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes JSON. */
public final class Json {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_FIELDS = 256;
    private static final int MAX_STRING = 10_000;
    private static final int MAX_DIGITS = 34;
    private static final int MAX_SCALE = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNameLength(MAX_STRING)
                            .maxNumberLength(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * Reads one JSON value: UTF-8 without errors, no duplicate names, nothing behind it, at most 16 levels, 256 fields
     * an object, strings of 10,000 characters and numbers of 34 digits with an exponent within ±64.
     *
     * @param bytes the whole text
     * @return the value, numbers exact
     * @throws JsonException if it is anything else
     */
    public static JsonNode parse(byte[] bytes) throws JsonException {
        String text = decode(bytes);
        JsonNode node;
        try (JsonParser parser = MAPPER.createParser(text)) {
            node = MAPPER.readTree(parser);
            if (node == null || node.isMissingNode()) {
                throw new JsonException("the body is empty");
            }
        } catch (JsonProcessingException e) {
            throw new JsonException(explain(e));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        check(node);
        return node;
    }

    /**
     * Writes a value as UTF-8.
     *
     * @param node the value
     * @return its text
     */
    public static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a value in one line.
     *
     * @param node the value
     * @return its text
     */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a value so that equal content gives equal text: names sorted, no spaces.
     *
     * @param node the value
     * @return its text
     */
    public static String canonical(JsonNode node) {
        return text(sorted(node));
    }

    /**
     * An empty object.
     *
     * @return the object, to be filled
     */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /**
     * An array.
     *
     * @param items what goes in
     * @param shape how one of them is written
     * @param <T> kind of item
     * @return the array
     */
    public static <T> ArrayNode array(Collection<? extends T> items, Function<? super T, ? extends JsonNode> shape) {
        ArrayNode array = NODES.arrayNode(items.size());
        items.forEach(item -> array.add(shape.apply(item)));
        return array;
    }

    /**
     * An array of texts.
     *
     * @param items what goes in
     * @return the array
     */
    public static ArrayNode texts(Collection<String> items) {
        return array(items, NODES::textNode);
    }

    /**
     * Money, a price or a quantity: a decimal string.
     *
     * @param value the amount
     * @return the string
     */
    public static JsonNode decimal(BigDecimal value) {
        return NODES.textNode(Decimals.text(value));
    }

    /**
     * A statistic: a number.
     *
     * @param value the number
     * @return the number, null when it is not finite, because then it is not known
     */
    public static JsonNode statistic(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NullNode.getInstance();
    }

    /**
     * A point in time, RFC 3339 in UTC.
     *
     * @param timeNs ns since epoch
     * @return the string, null for {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE}, which stand for none
     */
    public static JsonNode time(long timeNs) {
        return timeNs == Long.MIN_VALUE || timeNs == Long.MAX_VALUE
                ? NullNode.getInstance()
                : NODES.textNode(timeText(timeNs));
    }

    /**
     * A point in time as text, RFC 3339 in UTC.
     *
     * @param timeNs ns since epoch
     * @return the text
     */
    public static String timeText(long timeNs) {
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L));
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }

    /**
     * A name of a closed set, in lower case.
     *
     * @param value the constant
     * @return the string
     */
    public static JsonNode name(Enum<?> value) {
        return NODES.textNode(value.name().toLowerCase(Locale.ROOT));
    }

    /**
     * A text that may be missing.
     *
     * @param value the text, empty for none
     * @return the string, null for none
     */
    public static JsonNode textOrNull(String value) {
        return value.isEmpty() ? NullNode.getInstance() : NODES.textNode(value);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            SortedMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode object = object();
            fields.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode(node.size());
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }

    private static String decode(byte[] bytes) throws JsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("the body is not UTF-8");
        }
    }

    /** The library's messages quote the input and name its classes: only kind and place are passed on. */
    private static String explain(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String kind = "not JSON";
        if (message.startsWith("Duplicate")) {
            kind = "a name occurs twice in an object";
        } else if (message.contains("nesting depth")) {
            kind = "deeper than " + MAX_DEPTH + " levels";
        } else if (message.contains("String value length") || message.contains("Name length")) {
            kind = "a string longer than " + MAX_STRING + " characters";
        } else if (message.contains("Number value length")) {
            kind = "a number longer than " + MAX_DIGITS + " digits";
        }
        return e.getLocation() == null
                ? kind
                : kind + " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static void check(JsonNode node) throws JsonException {
        if (node.isObject()) {
            if (node.size() > MAX_FIELDS) {
                throw new JsonException("more than " + MAX_FIELDS + " fields in an object");
            }
            for (var field : node.properties()) {
                wellFormed(field.getKey());
                check(field.getValue());
            }
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                check(item);
            }
        } else if (node.isTextual()) {
            wellFormed(node.textValue());
        } else if (node.isNumber()) {
            bounded(node.decimalValue());
        }
    }

    /** Escapes can smuggle in half a character, which no UTF-8 answer could repeat. */
    private static void wellFormed(String text) throws JsonException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new JsonException("a string holds half a surrogate pair");
        }
    }

    private static void bounded(BigDecimal number) throws JsonException {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_SCALE) {
            throw new JsonException(
                    "a number with more than " + MAX_DIGITS + " digits or an exponent beyond ±" + MAX_SCALE);
        }
    }
}
