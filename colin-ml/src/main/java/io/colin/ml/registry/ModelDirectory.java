package io.colin.ml.registry;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A directory of models, one sub-directory each, named by its content. A model appears whole or not at all: it is
 * written beside, forced to disk and moved. One process at a time writes.
 */
public final class ModelDirectory {
    private static final int MOST_KNOWN = 64;

    private final Path root;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private ModelDirectory(Path root) {
        this.root = root;
    }

    /** What a model held when its files looked so. */
    private record Known(String stamp, Object content) {}

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
            force(root);
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
     * @throws ColinException MODEL_FAILED if the directory cannot be read or this model is damaged
     */
    public Optional<ModelFile> find(String dataFingerprint, String settingsHash) {
        return models().stream()
                .filter(path -> ModelJson.isOf(path.resolve(ModelFile.CARD), dataFingerprint, settingsHash))
                .map(ModelFile::load)
                .filter(model -> model.matches(dataFingerprint, settingsHash))
                .findFirst();
    }

    /**
     * Loads a model by its name and verifies every byte of it.
     *
     * @param id as {@link ModelFile#id()} gives it
     * @return the model
     * @throws ColinException MODEL_FAILED if it is not here, damaged, or not what its name says
     */
    public ModelFile load(String id) {
        Path directory = models().stream()
                .filter(path -> path.endsWith(id))
                .findFirst()
                .orElseThrow(() -> new ColinException(Reason.MODEL_FAILED, "no model " + id + " in " + root));
        ModelFile file = ModelFile.load(directory);
        if (!file.id().equals(id)) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "model " + directory + " holds " + file.id() + ", not what its name says");
        }
        return file;
    }

    /**
     * A model that was loaded before and whose files have the same names, sizes and times of change since: for lists and
     * looks, which come often. Otherwise as {@link #load}. Safe for any thread.
     *
     * @param id as {@link ModelFile#id()} gives it
     * @return the model
     * @throws ColinException MODEL_FAILED if it is not here, or was changed and is damaged
     */
    public ModelFile known(String id) {
        return known(id, ModelFile.class, directory -> load(id));
    }

    /**
     * The same of a model of another kind.
     *
     * @param id name of its directory
     * @param kind what it is read as
     * @param reader reads and verifies it; asked only where its files have changed since
     * @return the model
     * @param <T> what it is read as
     */
    public <T> T known(String id, Class<T> kind, Function<Path, T> reader) {
        Path directory = root.resolve(Require.text("id", id));
        String stamp = stamp(directory);
        Known before = known.get(id);
        if (before != null && before.stamp.equals(stamp) && kind.isInstance(before.content)) {
            return kind.cast(before.content);
        }
        T content = reader.apply(directory);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(id, new Known(stamp, content));
        return content;
    }

    private String stamp(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> entries = Files.list(directory)) {
            StringBuilder stamp = new StringBuilder();
            for (Path entry : entries.sorted().toList()) {
                BasicFileAttributes its = Files.readAttributes(entry, BasicFileAttributes.class);
                stamp.append(entry.getFileName())
                        .append(' ')
                        .append(its.size())
                        .append(' ')
                        .append(its.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                        .append('\n');
            }
            return stamp.toString();
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + directory + " cannot be read: " + e, e);
        }
    }

    /**
     * Removes a model; harmless when it is not here. A crash half-way leaves nothing that counts as a model.
     *
     * @param id as {@link ModelFile#id()} gives it
     * @throws ColinException MODEL_FAILED if it cannot be removed
     */
    public void remove(String id) {
        Path part = root.resolve("." + Require.text("id", id) + ".part");
        try {
            delete(part);
            for (Path directory : models()) {
                if (directory.endsWith(id)) {
                    Files.move(directory, part, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            delete(part);
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + id + " cannot be removed: " + e, e);
        }
    }

    /**
     * Where the models are.
     *
     * @return the directory, which may not exist yet
     */
    public Path root() {
        return root;
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

    /** Makes a rename last through a power cut, where directories can be opened; elsewhere there is no such call. */
    private static void force(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
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
