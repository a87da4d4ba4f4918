package io.colin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.server.json.Json;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.problem.Violation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads fields of a body, or query parameters, and keeps every broken rule until {@link #done()} reports them all. A
 * field that was never asked for is unknown and an error. For one thread.
 */
public final class Fields {
    private static final int MAX_SIDE = 18;

    private final ObjectNode node;
    private final String prefix;
    private final boolean query;
    private final Set<String> asked = new HashSet<>();
    private final List<Violation> structure;
    private final List<Violation> values;

    private Fields(ObjectNode node, String prefix, boolean query, List<Violation> structure, List<Violation> values) {
        this.node = node;
        this.prefix = prefix;
        this.query = query;
        this.structure = structure;
        this.values = values;
    }

    /**
     * Reads a JSON object.
     *
     * @param body the object
     * @return a reader
     */
    public static Fields ofBody(ObjectNode body) {
        return new Fields(body, "/", false, new ArrayList<>(), new ArrayList<>());
    }

    static Fields ofQuery(Map<String, String> query) {
        ObjectNode node = Json.object();
        query.forEach(node::put);
        return new Fields(node, "?", true, new ArrayList<>(), new ArrayList<>());
    }

    /**
     * A text.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<String> text(String name) {
        return get(name).flatMap(value -> {
            if (value.isTextual()) {
                return Optional.of(value.textValue());
            }
            return wrong(name, "string", "must be a string", value);
        });
    }

    /**
     * A text of a closed set, in any case.
     *
     * @param name the field
     * @param type the set
     * @param <E> the set
     * @return empty if it is missing, null or wrong
     */
    public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name).flatMap(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return Optional.of(constant);
                }
            }
            String known = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            reject(name, "enum", "must be one of " + known, text);
            return Optional.empty();
        });
    }

    /**
     * A decimal, as string or number, of at most 18 digits on each side of the point.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<BigDecimal> decimal(String name) {
        return get(name).flatMap(value -> {
            if (value.isNumber()) {
                return bounded(name, value.decimalValue());
            }
            if (value.isTextual() && value.textValue().matches("-?[0-9]{1,40}(\\.[0-9]{1,40})?")) {
                return bounded(name, new BigDecimal(value.textValue()));
            }
            return wrong(name, "decimal", "must be a decimal number or a string that holds one", value);
        });
    }

    /**
     * A decimal above zero.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<BigDecimal> positive(String name) {
        return decimal(name).filter(value -> holds(value.signum() > 0, name, "positive", "must be above 0", value));
    }

    /**
     * A whole number.
     *
     * @param name the field
     * @param low smallest allowed
     * @param high largest allowed
     * @return empty if it is missing, null or wrong
     */
    public Optional<Integer> integer(String name, int low, int high) {
        return get(name).flatMap(value -> {
            boolean whole = query
                    ? value.textValue().matches("-?[0-9]{1,9}")
                    : value.isIntegralNumber() && value.canConvertToInt();
            if (!whole) {
                return wrong(name, "integer", "must be a whole number", value);
            }
            int number = query ? Integer.parseInt(value.textValue()) : value.intValue();
            boolean inside = holds(
                    number >= low && number <= high, name, "range", "must be in [" + low + ", " + high + "]", number);
            return inside ? Optional.of(number) : Optional.empty();
        });
    }

    /**
     * A share of one.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<Double> share(String name) {
        return get(name).flatMap(value -> {
            if (!value.isNumber()) {
                return wrong(name, "number", "must be a number", value);
            }
            double number = value.doubleValue();
            boolean inside = holds(number >= 0 && number <= 1, name, "range", "must be in [0, 1]", number);
            return inside ? Optional.of(number) : Optional.empty();
        });
    }

    /**
     * True or false.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<Boolean> flag(String name) {
        return get(name)
                .flatMap(value -> value.isBoolean()
                        ? Optional.of(value.booleanValue())
                        : wrong(name, "boolean", "must be true or false", value));
    }

    /**
     * A point in time, RFC 3339 with an offset.
     *
     * @param name the field
     * @return ns since epoch, empty if it is missing, null or wrong
     */
    public Optional<Long> time(String name) {
        return text(name).flatMap(text -> {
            try {
                Instant instant = java.time.OffsetDateTime.parse(text).toInstant();
                return Optional.of(Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), (long) instant.getNano()));
            } catch (DateTimeException | ArithmeticException e) {
                reject(name, "date-time", "must be a time as 2026-01-31T12:00:00Z", text);
                return Optional.empty();
            }
        });
    }

    /**
     * A list of texts.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<List<String>> texts(String name) {
        return get(name).flatMap(value -> {
            List<String> texts = new ArrayList<>();
            value.forEach(item -> texts.add(item.isTextual() ? item.textValue() : ""));
            boolean fits = value.isArray() && !texts.contains("");
            return fits ? Optional.of(texts) : wrong(name, "strings", "must be a list of strings", value);
        });
    }

    /**
     * An object of texts.
     *
     * @param name the field
     * @return empty if it is missing, null or wrong
     */
    public Optional<Map<String, String>> textMap(String name) {
        return get(name).flatMap(value -> {
            Map<String, String> texts = new java.util.TreeMap<>();
            value.properties()
                    .forEach(entry -> texts.put(
                            entry.getKey(),
                            entry.getValue().isTextual() ? entry.getValue().textValue() : "\0"));
            boolean fits = value.isObject() && !texts.containsValue("\0");
            return fits ? Optional.of(texts) : wrong(name, "string-map", "must be an object of strings", value);
        });
    }

    /**
     * A nested object.
     *
     * @param name the field
     * @return a reader whose violations are reported with these, empty if it is missing, null or wrong
     */
    public Optional<Fields> nested(String name) {
        return get(name)
                .flatMap(value -> value instanceof ObjectNode object
                        ? Optional.of(new Fields(object, prefix + name + "/", false, structure, values))
                        : wrong(name, "object", "must be an object", value));
    }

    /**
     * Every field that was not asked for by name, as plain values; asks for all of them.
     *
     * @return by name, numbers and booleans in their plain writing
     */
    public Map<String, String> rest() {
        Map<String, String> rest = new java.util.TreeMap<>();
        node.properties().forEach(entry -> {
            if (asked.add(entry.getKey())) {
                JsonNode value = entry.getValue();
                if (value.isNumber()) {
                    rest.put(entry.getKey(), value.decimalValue().toPlainString());
                } else if (value.isTextual() || value.isBoolean()) {
                    rest.put(entry.getKey(), value.asText());
                } else {
                    wrong(entry.getKey(), "scalar", "must be a number, a string, true or false", value);
                }
            }
        });
        return rest;
    }

    /**
     * A field that must be there.
     *
     * @param name the field
     * @param value what was read of it
     * @param <T> its kind
     * @return value
     */
    public <T> Optional<T> required(String name, Optional<T> value) {
        if (value.isEmpty() && !isPresent(name)) {
            structure.add(new Violation(prefix + name, "required", "must be given", ""));
        }
        return value;
    }

    /**
     * Whether a field is there with a value.
     *
     * @param name the field
     * @return false if it is missing or null
     */
    public boolean isPresent(String name) {
        asked.add(name);
        return node.hasNonNull(name);
    }

    /**
     * Turns a value into another whose construction checks it.
     *
     * @param name the field
     * @param value what was read
     * @param rule name of the rule it may break
     * @param make makes the other; an {@link IllegalArgumentException} is kept as a violation
     * @param <T> before
     * @param <R> after
     * @return empty if there was none or it broke the rule
     */
    public <T, R> Optional<R> map(String name, Optional<T> value, String rule, Function<T, R> make) {
        return value.flatMap(given -> {
            try {
                return Optional.of(make.apply(given));
            } catch (IllegalArgumentException e) {
                reject(name, rule, String.valueOf(e.getMessage()), given);
                return Optional.empty();
            }
        });
    }

    /**
     * Keeps a broken rule about a value.
     *
     * @param name the field
     * @param rule stable name of the rule
     * @param message the rule in words
     * @param value what was given
     */
    public void reject(String name, String rule, String message, Object value) {
        values.add(new Violation(prefix + name, rule, message, String.valueOf(value)));
    }

    /**
     * Checks a rule about a value.
     *
     * @param holds whether it holds
     * @param name the field
     * @param rule stable name of the rule
     * @param message the rule in words
     * @param value what was given
     * @return holds
     */
    public boolean holds(boolean holds, String name, String rule, String message, Object value) {
        if (!holds) {
            reject(name, rule, message, value);
        }
        return holds;
    }

    /**
     * Reports everything that is broken, unknown fields included.
     *
     * @throws io.colin.server.problem.ProblemException of status 400 if the structure is wrong, else 422 if a value is
     */
    public void done() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                String kind = query ? "parameter" : "field";
                structure.add(new Violation(prefix + name, "unknown", "is not a known " + kind, ""));
            }
        });
        if (structure.isEmpty() && values.isEmpty()) {
            return;
        }
        List<Violation> all = Stream.concat(structure.stream(), values.stream()).toList();
        ProblemCode code = structure.isEmpty() && !query ? ProblemCode.INVALID_VALUES : ProblemCode.INVALID_STRUCTURE;
        throw Problem.of(code, all.size() == 1 ? "One rule is broken." : all.size() + " rules are broken.")
                .errors(all)
                .raised();
    }

    private Optional<JsonNode> get(String name) {
        return isPresent(name) ? Optional.of(node.get(name)) : Optional.empty();
    }

    private Optional<BigDecimal> bounded(String name, BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        boolean fits = plain.precision() - plain.scale() <= MAX_SIDE && plain.scale() <= MAX_SIDE;
        boolean holds = holds(fits, name, "digits", "must have at most 18 digits on each side of the point", value);
        return holds ? Optional.of(plain) : Optional.empty();
    }

    private <T> Optional<T> wrong(String name, String rule, String message, JsonNode value) {
        structure.add(new Violation(prefix + name, rule, message, Json.text(value)));
        return Optional.empty();
    }
}
