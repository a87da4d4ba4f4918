package io.colin.ml.registry;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A model's whole content: its card, its weights and a manifest with the SHA-256 of both. The same content has the same
 * bytes: no time, no path, no machine. Immutable.
 */
public final class ModelFile {
    static final String CARD = "model.json";
    static final String WEIGHTS = "weights.f32";
    static final String MANIFEST = "manifest.sha256";

    /** Far above any network here; a larger file is not read into memory. */
    private static final long LARGEST_FILE = 256L << 20;

    private static final int VERSION_DIGITS = 12;

    private final ModelCard card;
    private final float[] weights;
    private final byte[] cardBytes;
    private final byte[] weightBytes;
    private final String manifest;

    private ModelFile(ModelCard card, float[] weights) {
        this.card = card;
        this.weights = weights.clone();
        this.cardBytes = ModelJson.bytes(card);
        this.weightBytes = toBytes(weights);
        this.manifest = line(CARD, cardBytes) + line(WEIGHTS, weightBytes);
    }

    /**
     * The content of a trained model.
     *
     * @param card what is known of it
     * @param weights of its network
     * @return the file
     */
    public static ModelFile of(ModelCard card, float[] weights) {
        return new ModelFile(card, weights);
    }

    /**
     * Reads a model and verifies every byte of it.
     *
     * @param directory that holds the model
     * @return the file
     * @throws ColinException MODEL_FAILED if a part is missing, damaged or does not fit the others
     */
    public static ModelFile load(Path directory) {
        byte[] cardBytes = read(directory, CARD);
        byte[] weightBytes = read(directory, WEIGHTS);
        String manifest = new String(read(directory, MANIFEST), StandardCharsets.UTF_8);
        verify(directory, CARD, cardBytes, manifest);
        verify(directory, WEIGHTS, weightBytes, manifest);
        ModelFile file;
        try {
            file = new ModelFile(ModelJson.card(cardBytes), toFloats(weightBytes));
        } catch (IOException | IllegalArgumentException e) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "model " + directory + ": " + CARD + " cannot be used: " + firstLine(e), e);
        }
        if (!file.manifest.equals(manifest)) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "model " + directory + ": " + MANIFEST + " does not fit its content");
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
     * The network's weights.
     *
     * @return a copy
     */
    public float[] weights() {
        return weights.clone();
    }

    /**
     * What identifies the content.
     *
     * @return the first 12 hex digits of the manifest's SHA-256
     */
    public String version() {
        return Checksums.of(manifest.getBytes(StandardCharsets.UTF_8)).substring(0, VERSION_DIGITS);
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
        contents.put(WEIGHTS, weightBytes);
        contents.put(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        return Collections.unmodifiableSequencedMap(contents);
    }

    private static String line(String name, byte[] content) {
        return Checksums.of(content) + "  " + name + "\n";
    }

    private static byte[] read(Path directory, String name) {
        Path file = directory.resolve(name);
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new ColinException(
                        Reason.MODEL_FAILED, "model file " + file + " is too large: " + size + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model file " + file + " cannot be read: " + e, e);
        }
    }

    private static void verify(Path directory, String name, byte[] content, String manifest) {
        if (!manifest.contains(line(name, content))) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "model file " + directory.resolve(name) + " is damaged: its SHA-256 is not the one in " + MANIFEST);
        }
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

    private static float[] toFloats(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(WEIGHTS + ": length must divide by 4 (" + bytes.length + ")");
        }
        float[] weights = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
        return weights;
    }
}
