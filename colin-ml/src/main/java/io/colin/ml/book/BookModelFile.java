package io.colin.ml.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A book model on disk: its record as JSON beside the SHA-256 of every byte of it, in a directory named by that. The same
 * model has the same bytes: no time, no path, no machine. Immutable.
 */
public final class BookModelFile {
    /** The file with the model; where it is, a directory holds a book model. */
    public static final String CONTENT = "book-model.json";

    private static final String MANIFEST = "manifest.sha256";
    private static final long LARGEST_FILE = 4L << 20;
    private static final int VERSION_DIGITS = 12;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BookModel model;
    private final byte[] content;

    private BookModelFile(BookModel model, byte[] content) {
        this.model = model;
        this.content = content;
    }

    /**
     * The file of a model.
     *
     * @param model to keep
     * @return the file, not yet written
     */
    public static BookModelFile of(BookModel model) {
        return new BookModelFile(model, json(model));
    }

    /**
     * Reads a model and verifies every byte of it.
     *
     * @param directory that holds the model
     * @return the file
     * @throws ColinException MODEL_FAILED if it is missing, cut short, changed, or was made for other columns
     */
    public static BookModelFile load(Path directory) {
        Path path = directory.resolve(CONTENT);
        byte[] bytes = read(path);
        String manifest = new String(read(directory.resolve(MANIFEST)), StandardCharsets.UTF_8);
        if (!manifest.equals(manifest(bytes))) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "model file " + path + " is damaged: its SHA-256 is not the one in " + MANIFEST);
        }
        try {
            return new BookModelFile(model(bytes), bytes);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("is no model");
            throw new ColinException(Reason.MODEL_FAILED, "model file " + path + " cannot be used: " + why, e);
        }
    }

    /**
     * Keeps the model. It appears whole or not at all; one of the same content stays.
     *
     * @param models directory of models, made where it is missing
     * @return the model's own directory
     * @throws ColinException MODEL_FAILED if it cannot be written
     */
    public Path save(Path models) {
        Path target = models.resolve(id());
        Path part = models.resolve("." + id() + ".part");
        try {
            Files.createDirectories(models);
            if (isIntact(target)) {
                return target;
            }
            clear(part);
            clear(target);
            Files.createDirectory(part);
            Files.write(part.resolve(CONTENT), content);
            Files.writeString(part.resolve(MANIFEST), manifest(content));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + target + " cannot be written: " + e, e);
        }
    }

    /**
     * The model.
     *
     * @return its record
     */
    public BookModel model() {
        return model;
    }

    /**
     * What identifies the content.
     *
     * @return the first 12 hex digits of its SHA-256
     */
    public String version() {
        return sha256(content).substring(0, VERSION_DIGITS);
    }

    /**
     * The checksum of its content.
     *
     * @return SHA-256 in hex
     */
    public String sha256() {
        return sha256(content);
    }

    /**
     * Whether a directory holds a book model.
     *
     * @param directory any
     * @return true where its content is there; nothing of it is verified
     */
    public static boolean isHere(Path directory) {
        return Files.isRegularFile(directory.resolve(CONTENT));
    }

    /**
     * The name of its directory.
     *
     * @return {@code book-} and the version
     */
    public String id() {
        return "book-" + version();
    }

    private boolean isIntact(Path directory) {
        try {
            return load(directory).id().equals(id());
        } catch (ColinException e) {
            return false;
        }
    }

    private static void clear(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(CONTENT));
        Files.deleteIfExists(directory.resolve(MANIFEST));
        Files.deleteIfExists(directory);
    }

    private static byte[] read(Path file) {
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

    /** What a file of the former format lacks is empty; its bytes stay what they are. */
    private static BookModel model(byte[] bytes) throws IOException {
        JsonNode tree = MAPPER.readTree(bytes);
        if (tree instanceof ObjectNode model && tree.path("format").asInt() == BookModel.FORMER) {
            model.putArray("classShares");
        }
        return MAPPER.treeToValue(tree, BookModel.class);
    }

    private static byte[] json(BookModel model) {
        try {
            // Jackson's printer ends lines as the platform does; a checksum must not depend on it.
            String text = MAPPER.writeValueAsString(model).replace("\r\n", "\n") + "\n";
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every book model can be written", e);
        }
    }

    private static String manifest(byte[] bytes) {
        return sha256(bytes) + "  " + CONTENT + "\n";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
