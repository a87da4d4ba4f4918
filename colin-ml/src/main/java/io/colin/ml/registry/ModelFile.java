package io.colin.ml.registry;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A model's whole content: its card, named parts (weights, an ONNX graph, whatever serves it) and a manifest with the
 * SHA-256 of each. The same content has the same bytes: no time, no path, no machine. Immutable.
 */
public final class ModelFile {
    /** The part that holds a network's weights, 32-bit floats, little endian. */
    public static final String WEIGHTS = "weights.f32";

    /** The part that holds the whole network as an ONNX graph. */
    public static final String ONNX = "model.onnx";

    /** The part that holds what the training data looked like, for drift and out-of-distribution. */
    public static final String REFERENCE = "reference.json";

    /** The part that holds numbers measured beyond the card's own evaluation, as a JSON object of name and number. */
    public static final String METRICS = "metrics.json";

    /** The part that holds windows and the trained network's answers, which whatever serves the model must give again. */
    public static final String PROBE = "probe.bin";

    static final String CARD = "model.json";
    static final String MANIFEST = "manifest.sha256";

    /** Far above any model here; a larger part is neither kept nor read into memory. */
    static final long LARGEST_PART = 256L << 20;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int VERSION_DIGITS = 12;
    private static final Pattern ID = Pattern.compile(".+-[0-9a-f]{" + VERSION_DIGITS + "}");

    private final ModelCard card;
    private final byte[] cardBytes;
    private final SortedMap<String, byte[]> parts;
    private final String manifest;

    private ModelFile(ModelCard card, SortedMap<String, byte[]> parts) {
        this.card = card;
        this.cardBytes = ModelJson.bytes(card);
        this.parts = parts;
        StringBuilder lines = new StringBuilder(line(CARD, cardBytes));
        parts.forEach((name, content) -> lines.append(line(name, content)));
        this.manifest = lines.toString();
    }

    /**
     * The content of a trained network.
     *
     * @param card what is known of it
     * @param weights of its network
     * @return the file, with the part {@link #WEIGHTS}
     */
    public static ModelFile of(ModelCard card, float[] weights) {
        return new ModelFile(card, new TreeMap<>(Map.of(WEIGHTS, toBytes(weights))));
    }

    /**
     * The content of a model of any kind.
     *
     * @param card what is known of it
     * @param parts at least one, by name ({@code [a-z0-9][a-z0-9._-]{0,63}}); copied
     * @return the file
     */
    public static ModelFile of(ModelCard card, Map<String, byte[]> parts) {
        Require.positive("parts", parts.size());
        TreeMap<String, byte[]> copy = new TreeMap<>();
        parts.forEach((name, content) -> put(copy, name, content));
        return new ModelFile(card, copy);
    }

    /**
     * The same model with a part more, or another content of a part. It is another file with another version.
     *
     * @param name {@code [a-z0-9][a-z0-9._-]{0,63}}
     * @param content at most 256 MiB; copied
     * @return a copy
     */
    public ModelFile with(String name, byte[] content) {
        TreeMap<String, byte[]> copy = new TreeMap<>(parts);
        put(copy, name, content);
        return new ModelFile(card, copy);
    }

    /**
     * Reads a model and verifies every byte of it.
     *
     * @param directory that holds the model
     * @return the file
     * @throws ColinException MODEL_FAILED, naming the part, if one is missing, cut short or changed, if the card does not
     *     fit itself, or if the directory has the name of another model
     */
    public static ModelFile load(Path directory) {
        String manifest = new String(read(directory, MANIFEST), StandardCharsets.UTF_8);
        if (!manifest.endsWith("\n")) {
            throw damaged(directory, MANIFEST + " is cut short");
        }
        TreeMap<String, byte[]> parts = new TreeMap<>();
        byte[] cardBytes = verified(directory, CARD, manifest);
        for (String name : names(directory, manifest)) {
            parts.put(name, verified(directory, name, manifest));
        }
        ModelFile file;
        try {
            file = new ModelFile(ModelJson.card(cardBytes), parts);
        } catch (IOException | IllegalArgumentException e) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "model " + directory + ": " + CARD + " cannot be used: " + firstLine(e), e);
        }
        if (!file.manifest.equals(manifest)) {
            throw damaged(directory, MANIFEST + " does not fit its content");
        }
        // A manifest cut short at the end of a line fits the parts that it still names, but no more the name of its
        // model.
        String name = String.valueOf(directory.getFileName());
        if (ID.matcher(name).matches() && !name.equals(file.id())) {
            throw damaged(directory, MANIFEST + " holds " + file.id() + ", not what its name says");
        }
        return file;
    }

    /**
     * What is known of the model.
     *
     * @return its card
     */
    public ModelCard card() {
        return card;
    }

    /**
     * The names of its parts.
     *
     * @return sorted, unmodifiable, without the card and the manifest
     */
    public SortedSet<String> partNames() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(parts.keySet()));
    }

    /**
     * A part's content.
     *
     * @param name of the part
     * @return a copy; empty when there is no such part
     */
    public Optional<byte[]> part(String name) {
        return Optional.ofNullable(parts.get(name)).map(byte[]::clone);
    }

    /**
     * A part's content, where the model cannot do without.
     *
     * @param name of the part
     * @return a copy
     * @throws ColinException MODEL_FAILED if there is no such part
     */
    public byte[] requirePart(String name) {
        return part(name)
                .orElseThrow(() -> new ColinException(
                        Reason.MODEL_FAILED, "model " + id() + " has no part " + name + ", only " + parts.keySet()));
    }

    /**
     * The network's weights.
     *
     * @return a copy
     * @throws ColinException MODEL_FAILED if the model has none or their length does not divide by 4
     */
    public float[] weights() {
        return toFloats(requirePart(WEIGHTS));
    }

    /**
     * Everything that was measured out of sample, by name: the card's evaluation and the part {@link #METRICS}, which
     * says last.
     *
     * @return a new map
     * @throws ColinException MODEL_FAILED if the part is not a JSON object of numbers
     */
    public SortedMap<String, Double> metrics() {
        TreeMap<String, Double> all = new TreeMap<>(card.evaluation().metrics());
        byte[] more = parts.get(METRICS);
        if (more != null) {
            try {
                all.putAll(ModelJson.numbers(more));
            } catch (IOException e) {
                throw new ColinException(
                        Reason.MODEL_FAILED, "model " + id() + ": " + METRICS + " cannot be used: " + firstLine(e), e);
            }
        }
        return all;
    }

    /**
     * The same model with numbers measured beyond the card's own evaluation, for example {@code sharpe} over all outer
     * test blocks.
     *
     * @param numbers by name, all finite
     * @return a copy with the part {@link #METRICS}
     */
    public ModelFile withMetrics(Map<String, Double> numbers) {
        numbers.forEach(Require::finite);
        return with(METRICS, ModelJson.bytes(new TreeMap<>(numbers)));
    }

    /**
     * What identifies the content.
     *
     * @return SHA-256 of the manifest, 64 hex digits
     */
    public String sha256() {
        return Checksums.of(manifest.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What identifies the content, short.
     *
     * @return the first 12 hex digits of {@link #sha256()}
     */
    public String version() {
        return sha256().substring(0, VERSION_DIGITS);
    }

    /**
     * The name of its directory.
     *
     * @return the model's name, a dash and its version
     */
    public String id() {
        return card.settings().preset().name() + "-" + version();
    }

    /**
     * Whether it was made from this data with these settings, so that training again would give it again.
     *
     * @param dataFingerprint of a source
     * @param settingsHash of a training's settings
     * @return true when both are its own
     */
    public boolean matches(String dataFingerprint, String settingsHash) {
        return card.dataFingerprint().equals(dataFingerprint)
                && card.settingsHash().equals(settingsHash);
    }

    /** The files of its directory, in the order they are written. */
    SequencedMap<String, byte[]> contents() {
        LinkedHashMap<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(CARD, cardBytes);
        contents.putAll(parts);
        contents.put(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        return Collections.unmodifiableSequencedMap(contents);
    }

    private static void put(SortedMap<String, byte[]> parts, String name, byte[] content) {
        Require.that(NAME.matcher(name).matches(), "parts", "must be named by " + NAME, name);
        Require.that(!name.equals(CARD) && !name.equals(MANIFEST), "parts", "must not be named so", name);
        Require.that(content.length <= LARGEST_PART, name, "must be at most 256 MiB", content.length);
        parts.put(name, content.clone());
    }

    private static String line(String name, byte[] content) {
        return Checksums.of(content) + "  " + name + "\n";
    }

    /** The parts a manifest names; a name that could leave the directory is none. */
    private static List<String> names(Path directory, String manifest) {
        List<String> names = new ArrayList<>();
        for (String line : manifest.lines().toList()) {
            String name = line.substring(line.lastIndexOf(' ') + 1);
            if (!NAME.matcher(name).matches()) {
                throw damaged(directory, MANIFEST + " names a part that cannot be");
            }
            if (!name.equals(CARD)) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw damaged(directory, MANIFEST + " names no part");
        }
        return names;
    }

    private static byte[] verified(Path directory, String name, String manifest) {
        byte[] content = read(directory, name);
        if (!manifest.contains(line(name, content))) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "model file " + directory.resolve(name) + " is damaged: its SHA-256 is not the one in " + MANIFEST);
        }
        return content;
    }

    private static byte[] read(Path directory, String name) {
        Path file = directory.resolve(name);
        try {
            long size = Files.size(file);
            if (size > LARGEST_PART) {
                throw new ColinException(
                        Reason.MODEL_FAILED, "model file " + file + " is too large: " + size + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model file " + file + " cannot be read: " + e, e);
        }
    }

    private static ColinException damaged(Path directory, String what) {
        return new ColinException(Reason.MODEL_FAILED, "model " + directory + ": " + what);
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static byte[] toBytes(float[] weights) {
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        return bytes.array();
    }

    private float[] toFloats(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "model " + id() + ": length of " + WEIGHTS + " must divide by 4 (" + bytes.length + ")");
        }
        float[] weights = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
        return weights;
    }
}
