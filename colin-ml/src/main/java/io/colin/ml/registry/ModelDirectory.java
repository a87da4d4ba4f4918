package io.colin.ml.registry;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of models, one sub-directory each, named by its content. A model appears whole or not at all: it is
 * written beside, forced to disk and moved. One process at a time writes.
 */
public final class ModelDirectory {
    private final Path root;

    private ModelDirectory(Path root) {
        this.root = root;
    }

    /**
     * A directory that may not exist yet.
     *
     * @param root for example {@code models} in the data directory
     * @return the directory
     */
    public static ModelDirectory in(Path root) {
        return new ModelDirectory(root);
    }

    /**
     * Keeps a model. One that is already here stays; a damaged one of the same content is replaced.
     *
     * @param model to keep
     * @return its directory
     * @throws ColinException MODEL_FAILED if it cannot be written
     */
    public Path save(ModelFile model) {
        Path target = root.resolve(model.id());
        Path part = root.resolve("." + model.id() + ".part");
        try {
            Files.createDirectories(root);
            if (isIntact(target)) {
                return target;
            }
            delete(part);
            delete(target);
            Files.createDirectory(part);
            for (Map.Entry<String, byte[]> entry : model.contents().entrySet()) {
                write(part.resolve(entry.getKey()), entry.getValue());
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + target + " cannot be written: " + e, e);
        }
    }

    /**
     * The model made from this data with these settings.
     *
     * @param dataFingerprint of the source
     * @param settingsHash of the training's settings
     * @return empty when there is none
     * @throws ColinException MODEL_FAILED if the directory cannot be read or a model in it is damaged
     */
    public Optional<ModelFile> find(String dataFingerprint, String settingsHash) {
        return models().stream()
                .map(ModelFile::load)
                .filter(model -> model.matches(dataFingerprint, settingsHash))
                .findFirst();
    }

    /**
     * The models that are here.
     *
     * @return their directories, sorted by name; empty when there are none
     * @throws ColinException MODEL_FAILED if the directory cannot be read
     */
    public List<Path> models() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "models in " + root + " cannot be listed: " + e, e);
        }
    }

    private static boolean isIntact(Path target) {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try {
            ModelFile existing = ModelFile.load(target);
            return target.endsWith(existing.id());
        } catch (ColinException e) {
            return false;
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(directory);
    }
}
