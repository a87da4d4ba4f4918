package io.colin.execution.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values as canonical JSON: equal values give equal text, so that the text can be hashed. Records are objects with their
 * components sorted by name; a member of a sealed family also carries its simple class name as {@code @type} (a plain
 * {@code type} would collide with components of that name). Decimals are strings of plain digits in
 * {@link Decimals#normal} form, doubles are the digits of {@link Double#toString(double)} (not finite: in quotes),
 * symbols and enums their names, an empty {@link Optional} is null, maps and sets are sorted by text. Everything outside
 * ASCII is escaped. {@code RiskDecision.validationTimeNs} is a measurement by the clock and is left out.
 *
 * <p>Thread-safe.
 */
public final class CanonicalJson {
    /** The key of a record's name within its sealed family; no Java component can have it, and it sorts before each in letters. */
    static final String FAMILY_KEY = "@type";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private CanonicalJson() {}

    /**
     * The canonical text of a value.
     *
     * @param value a record, or a list, set or map of what records hold: text, decimals, whole numbers, doubles,
     *     booleans, enums, symbols, records
     * @return one line of ASCII
     * @throws IllegalArgumentException if a part is of another class
     */
    public static String text(Object value) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toString();
    }

    /**
     * The bytes of {@link #text}.
     *
     * @param value as for {@link #text}
     * @return a new array owned by the caller
     * @throws IllegalArgumentException if a part is of another class
     */
    public static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case String text -> out.writeString(text);
            case BigDecimal decimal -> out.writeString(Decimals.text(decimal));
            case Symbol symbol -> out.writeString(symbol.name());
            case Enum<?> constant -> out.writeString(constant.name());
            case Long number -> out.writeNumber(number);
            case Integer number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            case Optional<?> optional -> writeOptional(out, optional);
            case Map<?, ?> map -> writeObject(out, byText(map));
            case Set<?> set -> writeSet(out, set);
            case List<?> list -> writeList(out, list);
            case Record part -> writeRecord(out, part);
            default ->
                throw new IllegalArgumentException(
                        "value: has no canonical text (" + value.getClass().getName() + ")");
        }
    }

    private static void writeOptional(JsonGenerator out, Optional<?> optional) throws IOException {
        if (optional.isPresent()) {
            write(out, optional.get());
        } else {
            out.writeNull();
        }
    }

    private static void writeRecord(JsonGenerator out, Record value) throws IOException {
        RecordShape shape = RecordShape.of(value.getClass());
        out.writeStartObject();
        Optional<String> familyName = shape.familyName();
        if (familyName.isPresent()) {
            out.writeStringField(FAMILY_KEY, familyName.get());
        }
        for (RecordShape.Part part : shape.written()) {
            out.writeFieldName(part.name());
            write(out, part.read(value));
        }
        out.writeEndObject();
    }

    private static void writeObject(JsonGenerator out, SortedMap<String, ?> values) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            out.writeFieldName(entry.getKey());
            write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static void writeList(JsonGenerator out, List<?> list) throws IOException {
        out.writeStartArray();
        for (Object element : list) {
            write(out, element);
        }
        out.writeEndArray();
    }

    private static void writeSet(JsonGenerator out, Set<?> set) throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        for (Object element : set) {
            texts.add(text(element));
        }
        out.writeStartArray();
        for (String text : texts) {
            out.writeRawValue(text);
        }
        out.writeEndArray();
    }

    private static SortedMap<String, Object> byText(Map<?, ?> map) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(keyText(key), value));
        return sorted;
    }

    private static String keyText(Object key) {
        return switch (key) {
            case String text -> text;
            case Symbol symbol -> symbol.name();
            case Enum<?> constant -> constant.name();
            default ->
                throw new IllegalArgumentException(
                        "key: has no canonical text (" + key.getClass().getName() + ")");
        };
    }
}
