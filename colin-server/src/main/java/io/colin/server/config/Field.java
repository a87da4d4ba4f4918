package io.colin.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One field of the configuration: its place, its type, its rule and its defaults. Immutable. */
final class Field {
    /** A symbol inside a pattern: whatever a pattern names as a group must be one. */
    static final String SYMBOL = symbol("symbol");

    /** A second symbol inside a pattern. */
    static final String OTHER_SYMBOL = symbol("other");

    private final String path;
    private final Reader reader;
    private final String usual;
    private final String demonstration;

    /** Turns a given value into the one that is used; an IllegalArgumentException says the rule. */
    private interface Reader {
        Object read(JsonNode given, boolean text);
    }

    private Field(String path, Reader reader, String usual, String demonstration) {
        this.path = path;
        this.reader = reader;
        this.usual = usual;
        this.demonstration = demonstration;
    }

    static Field text(String path, String usual, String pattern, String rule) {
        return of(path, usual, (given, text) -> {
            require(given.isTextual(), "must be a string");
            require(fits(Pattern.compile(pattern), given.textValue()), rule);
            return given.textValue();
        });
    }

    static Field choice(String path, String usual, String... options) {
        return of(path, usual, (given, text) -> {
            require(given.isTextual(), "must be a string");
            for (String option : options) {
                if (option.equalsIgnoreCase(given.textValue())) {
                    return option;
                }
            }
            throw new IllegalArgumentException("must be one of " + String.join(", ", options));
        });
    }

    static Field integer(String path, String usual, int low, int high) {
        return of(path, usual, (given, text) -> {
            String rule = "must be a whole number in [" + low + ", " + high + "]";
            require(text ? given.textValue().matches("-?[0-9]{1,9}") : given.isIntegralNumber(), rule);
            require(text || given.canConvertToInt(), rule);
            int value = text ? Integer.parseInt(given.textValue()) : given.intValue();
            require(value >= low && value <= high, rule);
            return value;
        });
    }

    static Field decimal(String path, String usual, Predicate<BigDecimal> holds, String rule) {
        return of(path, usual, (given, text) -> {
            BigDecimal value = number(given, text, rule);
            require(holds.test(value), rule);
            return value;
        });
    }

    /** The same field whose default is a word in a number's place; its value is text, the number as digits. */
    Field orWord(String word) {
        return of(path, word, (given, text) -> {
            if (given.isTextual() && given.textValue().equals(word)) {
                return word;
            }
            try {
                Object value = reader.read(given, text);
                return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + ", or " + word, e);
            }
        });
    }

    /** A share in (0, 1]. */
    static Field share(String path, String usual) {
        return decimal(
                path, usual, v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) <= 0, "must be a number in (0, 1]");
    }

    static Field positive(String path, String usual) {
        return decimal(path, usual, v -> v.signum() > 0, "must be a number above 0");
    }

    static Field notNegative(String path, String usual) {
        return decimal(path, usual, v -> v.signum() >= 0, "must be a number of 0 or more");
    }

    static Field flag(String path, String usual) {
        return of(path, usual, (given, text) -> {
            boolean fits = text ? given.textValue().matches("true|false") : given.isBoolean();
            require(fits, "must be true or false");
            return text ? Boolean.parseBoolean(given.textValue()) : given.booleanValue();
        });
    }

    static Field hosts(String path) {
        return texts(path, Pattern.compile("[a-z0-9.-]{1,253}|\\[[0-9a-f:]+]"), "must be a list of host names");
    }

    static Field symbols(String path) {
        return texts(path, Pattern.compile(SYMBOL), "must be a list of symbols as BTC/USD");
    }

    /** A list of texts that fit a pattern, each once. */
    static Field list(String path, String usual, String pattern, String rule) {
        Field list = texts(path, Pattern.compile(pattern), rule);
        return of(path, usual, (given, text) -> {
            List<?> values = (List<?>) list.reader.read(given, text);
            require(values.stream().distinct().count() == values.size(), "must name each once");
            return values;
        });
    }

    /** A list of pairs that fit a pattern, each first half once. */
    static Field pairs(String path, String usual, String pattern, String rule) {
        Field list = texts(path, Pattern.compile(pattern), rule);
        return of(path, usual, (given, text) -> {
            List<?> pairs = (List<?>) list.reader.read(given, text);
            long different = pairs.stream()
                    .map(pair -> firstHalf(pair.toString()))
                    .distinct()
                    .count();
            require(different == pairs.size(), "must name each once");
            return pairs;
        });
    }

    /** What stands before the = of a pair, or before its last colon where it has none. */
    private static String firstHalf(String pair) {
        return pair.substring(0, Math.max(pair.lastIndexOf('='), pair.contains("=") ? 0 : pair.lastIndexOf(':')));
    }

    /** A list of custom scenarios, each name once. */
    static Field scenarios(String path) {
        Field list = texts(path, Pattern.compile(".{1,1000}"), ScenarioText.RULE);
        return of(path, "", (given, text) -> {
            List<?> texts = (List<?>) list.reader.read(given, text);
            List<String> names = texts.stream()
                    .map(one -> ScenarioText.parse(one.toString()).name())
                    .toList();
            require(names.stream().distinct().count() == names.size(), "must name each once");
            return texts;
        });
    }

    static Field keys(String path) {
        return of(path, "", (given, text) -> ApiKeyReader.read(given, text));
    }

    /** The same with another default in the demonstration. */
    Field demonstration(String value) {
        return new Field(path, reader, usual, value);
    }

    String path() {
        return path;
    }

    /** What is used when nothing is given. */
    Object usual(boolean inDemonstration) {
        return reader.read(new TextNode(inDemonstration ? demonstration : usual), true);
    }

    /** What is used when something is given; text when it comes from command line or environment. */
    Object read(JsonNode given, boolean text) {
        return reader.read(given, text);
    }

    private static Field of(String path, String usual, Reader reader) {
        return new Field(path, reader, usual, usual);
    }

    private static Field texts(String path, Pattern pattern, String rule) {
        return of(path, "", (given, text) -> {
            List<String> values = new ArrayList<>();
            if (text) {
                for (String part : given.textValue().isEmpty()
                        ? new String[0]
                        : given.textValue().split(",", 500)) {
                    values.add(part.strip());
                }
            } else {
                require(given.isArray(), rule);
                given.forEach(item -> values.add(item.isTextual() ? item.textValue() : ""));
            }
            require(values.stream().allMatch(value -> fits(pattern, value)), rule);
            return List.copyOf(values);
        });
    }

    private static boolean fits(Pattern pattern, String value) {
        Matcher matcher = pattern.matcher(value);
        return matcher.matches()
                && pattern.namedGroups().keySet().stream()
                        .map(matcher::group)
                        .allMatch(name -> name == null || isSymbol(name));
    }

    private static boolean isSymbol(String name) {
        try {
            return Symbol.of(name).name().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String symbol(String group) {
        return "(?<" + group + ">[A-Z0-9]+/[A-Z0-9:-]+)";
    }

    private static BigDecimal number(JsonNode given, boolean text, String rule) {
        Optional<BigDecimal> value = Optional.empty();
        if (given.isNumber()) {
            value = Optional.of(given.decimalValue());
        } else if (text || given.isTextual()) {
            try {
                value = Optional.of(Decimals.parse("value", given.textValue().replace("_", "")));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(rule, e);
            }
        }
        return value.orElseThrow(() -> new IllegalArgumentException(rule));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
