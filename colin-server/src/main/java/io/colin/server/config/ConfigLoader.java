package io.colin.server.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.colin.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays the sources of a configuration over each other: command line over environment over file over defaults. Nothing is
 * ignored and nothing falls back: a file that was named and cannot be read is an error, and so is a field that one source
 * gives twice.
 */
public final class ConfigLoader {
    private static final String PREFIX = "COLIN_";
    /** Variables of the launcher and of this loader, which are no fields. */
    private static final Set<String> NOT_FIELDS =
            Set.of("COLIN_CONFIG", "COLIN_JAVA_OPTS", "COLIN_REQUIRE_RECORDED_DATA", "COLIN_TTY");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern HORIZON = Pattern.compile("(risk[.]var[.].*[0-9])_([0-9]+d)");

    private final Map<String, Given> given = new LinkedHashMap<>();
    private final List<ConfigViolation> violations = new ArrayList<>();

    /** A value and where it comes from; text when everything there is a string. */
    private record Given(JsonNode value, String source, boolean text) {}

    private ConfigLoader() {}

    /**
     * What a configuration is read from.
     *
     * @param file a file that was named, empty for {@code colin.yaml} in the working directory if there is one
     * @param environment variables of the process
     * @param commandLine values by path
     */
    public record Sources(Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine) {
        /** Copies. */
        public Sources {
            environment = Map.copyOf(environment);
            commandLine = Map.copyOf(commandLine);
        }
    }

    /**
     * Reads and checks a configuration.
     *
     * @param sources what it is read from
     * @return the configuration, for data as the embedded one until {@link Config#forData} says otherwise
     * @throws ConfigException with every violation
     */
    public static Config load(Sources sources) {
        ConfigLoader loader = new ConfigLoader();
        loader.file(sources);
        loader.environment(sources.environment());
        sources.commandLine()
                .forEach((path, value) ->
                        loader.given.put(path, new Given(TextNode.valueOf(value), "command line", true)));
        return loader.resolve();
    }

    private void file(Sources sources) {
        Optional<Path> named = sources.file()
                .or(() -> Optional.ofNullable(sources.environment().get("COLIN_CONFIG"))
                        .map(Path::of));
        Path usual = Path.of("colin.yaml");
        if (named.isEmpty() && !Files.exists(usual)) {
            return;
        }
        Path file = named.orElse(usual);
        try {
            String text = Files.readString(file);
            JsonNode root = YAML.readTree(text);
            if (root instanceof ObjectNode object) {
                flatten("", object);
                violations.addAll(RawNumbers.broken(YAML, text));
            } else if (root != null && !root.isNull() && !root.isMissingNode()) {
                violations.add(ConfigViolation.ofFile(file, "must hold fields and values"));
            }
        } catch (NoSuchFileException e) {
            violations.add(ConfigViolation.ofFile(file, "there is no such file"));
        } catch (JsonProcessingException e) {
            violations.add(ConfigViolation.ofFile(file, explain(e)));
        } catch (IOException e) {
            violations.add(ConfigViolation.ofFile(file, "cannot be read as UTF-8 text"));
        }
    }

    private void flatten(String prefix, ObjectNode object) {
        object.properties().forEach(entry -> {
            String path = prefix + entry.getKey();
            if (entry.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                flatten(path + ".", inner);
            } else {
                putOnce(path, new Given(entry.getValue(), "file", false));
            }
        });
    }

    private void environment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !NOT_FIELDS.contains(name)) {
                String path =
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace("__", ".");
                // No variable has a slash in its name: COLIN_RISK__VAR__95_1D is risk.var.95/1d.
                path = HORIZON.matcher(path).replaceFirst("$1/$2");
                putOnce(path, new Given(TextNode.valueOf(value), "environment", true));
            }
        });
    }

    /** A source that gives a field in two ways of writing does not say which of the two is meant. */
    private void putOnce(String path, Given value) {
        Given before = given.put(path, value);
        if (before != null && before.source().equals(value.source())) {
            violations.add(new ConfigViolation(
                    path, "a key occurs twice in the " + value.source(), shown(path, value.value())));
        }
    }

    private Config resolve() {
        List<String> venues = VenueFields.named(given.keySet());
        Map<String, Field> fields = Catalogue.fields(venues);
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        given.forEach((path, value) -> {
            Field field = fields.get(path);
            if (field == null) {
                unknown(path, venues);
            } else {
                sources.put(path, value.source());
                read(field, value).ifPresent(read -> values.put(path, read));
            }
        });
        Config config = new Config(values, sources, venues, true);
        // Defaults differ by the data of the run, which is not known yet: what was given must keep the rules beside
        // either.
        Stream.of(config, config.forData(false))
                .flatMap(either -> Rules.broken(either).stream())
                .distinct()
                .forEach(violations::add);
        if (!violations.isEmpty()) {
            throw new ConfigException(violations);
        }
        return config;
    }

    private Optional<Object> read(Field field, Given value) {
        try {
            return Optional.of(field.read(value.value(), value.text()));
        } catch (IllegalArgumentException e) {
            violations.add(new ConfigViolation(
                    field.path(), String.valueOf(e.getMessage()), shown(field.path(), value.value())));
            return Optional.empty();
        }
    }

    private static String shown(String path, JsonNode value) {
        return isSecret(path) ? "" : value.isTextual() ? value.textValue() : Json.text(value);
    }

    static boolean isSecret(String path) {
        return path.startsWith("security.api_keys");
    }

    private void unknown(String path, List<String> venues) {
        Optional<String> misnamed = VenueFields.misnamed(path);
        if (misnamed.isPresent()) {
            violations.add(new ConfigViolation(path, misnamed.orElseThrow(), ""));
        } else if (Catalogue.isLater(path)) {
            violations.add(new ConfigViolation(path, "is not in this version", ""));
        } else {
            String hint = Catalogue.nearest(path, venues)
                    .map(near -> "unknown; did you mean " + near + "?")
                    .orElse("unknown");
            violations.add(new ConfigViolation(path, hint, ""));
        }
    }

    /** The library's message spans lines and quotes the file: kind and place are enough. */
    private static String explain(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        boolean twice = String.valueOf(e.getOriginalMessage()).contains("uplicate");
        return (twice ? "a key occurs twice" : "is not valid YAML") + place;
    }
}
