package io.colin.server.config;

import io.colin.server.security.ApiKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A configuration that keeps every rule. Immutable; a path that is not in the catalogue is a bug of the caller. */
public final class Config {
    private static final String DEMONSTRATION = "ai.demonstration";
    private static final String DEFAULT_VENUE = "execution.default_venue";

    private final SortedMap<String, Object> given;
    private final SortedMap<String, String> sources;
    private final SortedMap<String, Object> values;
    private final List<String> named;

    /**
     * A configuration of values that keep their own rules.
     *
     * @param venues what was named, those whose values break a rule included; at least one
     */
    Config(Map<String, Object> given, Map<String, String> sources, List<String> venues, boolean rareData) {
        this.given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
        this.sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        boolean demonstration = given.get(DEMONSTRATION) instanceof Boolean said ? said : rareData;
        SortedMap<String, Object> all = new TreeMap<>();
        this.named = List.copyOf(venues);
        Catalogue.fields(named).forEach((path, field) -> all.put(path, field.usual(demonstration)));
        if (!named.contains(VenueFields.USUAL)) {
            all.put(DEFAULT_VENUE, named.getFirst());
        }
        all.putAll(given);
        all.put(DEMONSTRATION, demonstration);
        this.values = Collections.unmodifiableSortedMap(all);
    }

    /**
     * The configuration for a kind of data. What was given stays; where nothing was given, data whose prices come rarely
     * takes the defaults of the demonstration.
     *
     * @param rareData whether prices come too rarely for the usual tolerances, as in the embedded data
     * @return the configuration
     */
    public Config forData(boolean rareData) {
        return new Config(given, sources, named, rareData);
    }

    /**
     * A text.
     *
     * @param path a field of that type
     * @return its value
     */
    public String text(String path) {
        return value(path, String.class);
    }

    /**
     * A whole number.
     *
     * @param path a field of that type
     * @return its value
     */
    public int integer(String path) {
        return value(path, Integer.class);
    }

    /**
     * A decimal.
     *
     * @param path a field of that type
     * @return its value
     */
    public BigDecimal decimal(String path) {
        return value(path, BigDecimal.class);
    }

    /**
     * True or false.
     *
     * @param path a field of that type
     * @return its value
     */
    public boolean flag(String path) {
        return value(path, Boolean.class);
    }

    /**
     * A list of texts.
     *
     * @param path a field of that type
     * @return its value
     */
    public List<String> texts(String path) {
        return ((List<?>) value(path, List.class)).stream().map(String::valueOf).toList();
    }

    /**
     * The keys of the API.
     *
     * @return every key
     */
    public List<ApiKey> apiKeys() {
        return ((List<?>) value("security.api_keys", List.class))
                .stream().map(ApiKey.class::cast).toList();
    }

    /**
     * The venues there are: the one whose prices speak where those of several cross comes first, the others follow in
     * alphabetical order.
     *
     * @return their names, at least one
     */
    public List<String> venues() {
        String first = text(DEFAULT_VENUE);
        return Stream.concat(
                        named.stream().filter(first::equals), named.stream().filter(name -> !name.equals(first)))
                .toList();
    }

    /**
     * The tiers of a venue's fees.
     *
     * @param venue one of {@link #venues()}
     * @return in the order given; empty where its fees do not follow own volume
     */
    public List<FeeTier> feeTiers(String venue) {
        return texts("venues." + venue + ".fees.tiers").stream()
                .map(FeeTier::parse)
                .toList();
    }

    /**
     * A number where a word may stand in its place.
     *
     * @param path a field of that type
     * @return empty where the word stands
     */
    public Optional<BigDecimal> number(String path) {
        String value = text(path);
        return value.matches("-?[0-9.]+") ? Optional.of(new BigDecimal(value)) : Optional.empty();
    }

    /**
     * Every value in use, with secrets left out, as text.
     *
     * @return by path
     */
    public SortedMap<String, String> shown() {
        SortedMap<String, String> shown = new TreeMap<>();
        values.forEach((path, value) ->
                shown.put(path, value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString()));
        return shown;
    }

    /**
     * Where a value comes from.
     *
     * @param path a field
     * @return command line, environment, file or default
     */
    public String source(String path) {
        return sources.getOrDefault(path, "default");
    }

    /**
     * What identifies the settings that decide about trading: not where the server listens or writes.
     *
     * @return SHA-256 in hex
     */
    public String hash() {
        StringBuilder text = new StringBuilder();
        shown().forEach((path, value) -> {
            if (path.matches("(trading|ai|execution|venues|risk)\\..*")) {
                text.append(path).append('=').append(value).append('\n');
            }
        });
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private <T> T value(String path, Class<T> type) {
        Object value = values.get(path);
        if (value == null) {
            throw new IllegalArgumentException("path: must be one of the catalogue (" + path + ")");
        }
        return type.cast(value);
    }
}
