package io.colin.ml.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.TreeSettings;
import io.colin.ml.preset.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Cards as JSON, the same bytes for the same card: fields in the order of the records, doubles in their shortest text. */
final class ModelJson {
    private static final System.Logger LOG = System.getLogger(ModelJson.class.getName());
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addMixIn(NetworkSettings.class, Kinds.class)
            .build();

    /** The settings of a network carry their kind. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LstmSettings.class, name = LstmSettings.KIND),
        @JsonSubTypes.Type(value = TransformerSettings.class, name = TransformerSettings.KIND),
        @JsonSubTypes.Type(value = TreeSettings.class, name = TreeSettings.KIND)
    })
    private interface Kinds {}

    private ModelJson() {}

    static byte[] bytes(ModelCard card) {
        return json(card);
    }

    static byte[] bytes(TrainingSettings settings) {
        return json(settings);
    }

    static byte[] bytes(SortedMap<String, Double> numbers) {
        return json(numbers);
    }

    static Map<String, Double> numbers(byte[] json) throws IOException {
        return MAPPER.readValue(json, new TypeReference<Map<String, Double>>() {});
    }

    static ModelCard card(byte[] json) throws IOException {
        try {
            return MAPPER.readValue(json, ModelCard.class);
        } catch (JsonMappingException e) {
            String place = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."));
            throw new IOException(place + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Whether a card is of this data and these settings, without reading the rest of it: cards of another format, or
     * unreadable ones, are nobody's.
     */
    static boolean isOf(Path card, String dataFingerprint, String settingsHash) {
        try {
            JsonNode tree = MAPPER.readTree(Files.readAllBytes(card));
            return tree.path("format").asInt() == ModelCard.FORMAT
                    && tree.path("dataFingerprint").asText().equals(dataFingerprint)
                    && tree.path("settingsHash").asText().equals(settingsHash);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "model card {0} cannot be read and is passed over: {1}", card, e);
            return false;
        }
    }

    private static byte[] json(Object value) {
        try {
            // Jackson's printer ends lines as the platform does; a checksum must not depend on it.
            String text = MAPPER.writeValueAsString(value).replace("\r\n", "\n") + "\n";
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every card can be written", e);
        }
    }
}
