package io.colin.ml.network;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One checkpoint in one file: a line naming the training, a line with the SHA-256 of the state, the state. Written beside
 * and moved into place. Not for two trainings at once.
 */
public final class FileCheckpoint implements CheckpointStore {
    private static final int LINE = 65;

    private final Path file;

    private FileCheckpoint(Path file) {
        this.file = file;
    }

    /**
     * The checkpoint in a file.
     *
     * @param file need not exist; its directory is made when something is kept
     * @return the store
     */
    public static FileCheckpoint in(Path file) {
        return new FileCheckpoint(file);
    }

    /**
     * Checkpoints of any trainings, one after the other, each in a file named after it: a run of many trainings that is
     * begun again goes on where it stopped and passes over those that were finished.
     *
     * @param directory need not exist; its files may be deleted once the run is through
     * @return the store
     */
    public static CheckpointStore under(Path directory) {
        return new CheckpointStore() {
            @Override
            public Optional<byte[]> load(String task) {
                return of(task).load(task);
            }

            @Override
            public void save(String task, byte[] state) {
                of(task).save(task, state);
            }

            private FileCheckpoint of(String task) {
                return in(directory.resolve(task + ".checkpoint"));
            }
        };
    }

    @Override
    public Optional<byte[]> load(String task) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "checkpoint " + file + " cannot be read: " + e, e);
        }
        if (bytes.length < 2 * LINE) {
            throw new ColinException(Reason.MODEL_FAILED, "checkpoint " + file + " is damaged: it is too short");
        }
        byte[] state = Arrays.copyOfRange(bytes, 2 * LINE, bytes.length);
        if (!line(bytes, LINE).equals(sha256(state))) {
            throw new ColinException(Reason.MODEL_FAILED, "checkpoint " + file + " is damaged: its SHA-256 differs");
        }
        if (!line(bytes, 0).equals(task)) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "checkpoint " + file + " is of another training: delete it to start anew");
        }
        return Optional.of(state);
    }

    @Override
    public void save(String task, byte[] state) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        String head = task + "\n" + sha256(state) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] first = head.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(first, first.length + state.length);
            System.arraycopy(state, 0, all, first.length, state.length);
            Files.write(part, all);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "checkpoint " + file + " cannot be written: " + e, e);
        }
    }

    private static String line(byte[] bytes, int from) {
        return new String(bytes, from, LINE - 1, StandardCharsets.US_ASCII);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
