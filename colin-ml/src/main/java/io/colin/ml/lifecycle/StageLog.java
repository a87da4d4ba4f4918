package io.colin.ml.lifecycle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The record of stage changes: a file to which lines are only added. Changes that belong together share a line, each line
 * carries the SHA-256 of the one before and itself, and is forced to disk. What a crash left of a last line is cut off; a
 * line changed or missing before it is an error. Several processes may add to it, one at a time.
 */
final class StageLog {
    private static final String START = "0".repeat(64);
    private static final TypeReference<List<StageChange>> BATCH = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Held while any record is open. The lock on a file keeps other processes out, but closing any channel of the file in
     * this one gives it up, and two threads of one process may not ask for it at once.
     */
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path path;

    StageLog(Path path) {
        this.path = path;
    }

    /** All changes, oldest first; empty when there is no file yet. */
    List<StageChange> read() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            synchronized (IN_THIS_PROCESS) {
                return parse(Files.readAllBytes(path)).changes();
            }
        } catch (IOException e) {
            throw failed("cannot be read: " + e, e);
        }
    }

    /** Adds what follows from the changes so far, as one line; returns it. Nothing is written when it is empty. */
    List<StageChange> append(Function<List<StageChange>, List<StageChange>> next) {
        synchronized (IN_THIS_PROCESS) {
            return appendAlone(next);
        }
    }

    private List<StageChange> appendAlone(Function<List<StageChange>, List<StageChange>> next) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Content content = parse(bytes(channel));
                List<StageChange> batch = List.copyOf(next.apply(content.changes()));
                if (!batch.isEmpty() && lock.isValid()) {
                    String json = MAPPER.writeValueAsString(batch);
                    write(channel, content.length(), chain(content.hash(), json) + " " + json + "\n");
                }
                return batch;
            }
        } catch (IOException e) {
            throw failed("cannot be written: " + e, e);
        }
    }

    /** All of it through the channel that holds the lock: another one, once closed, would give it up. */
    private static byte[] bytes(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // read() moves the buffer on
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void write(FileChannel channel, long at, String line) throws IOException {
        channel.truncate(at);
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        channel.position(at);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** What a file holds: its changes, the hash of its last whole line and where that line ends. */
    private record Content(List<StageChange> changes, String hash, long length) {}

    private Content parse(byte[] bytes) {
        List<StageChange> changes = new ArrayList<>();
        String hash = START;
        int at = 0;
        for (int end = next(bytes, at); end >= 0; end = next(bytes, at)) {
            String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            String json = line.substring(Math.min(line.length(), START.length() + 1));
            hash = chain(hash, json);
            if (!line.startsWith(hash + " ")) {
                throw failed("is damaged at byte " + at, null);
            }
            changes.addAll(batch(json, at));
            at = end + 1;
        }
        return new Content(List.copyOf(changes), hash, at);
    }

    private List<StageChange> batch(String json, int at) {
        try {
            return MAPPER.readValue(json, BATCH);
        } catch (JacksonException e) {
            throw failed("cannot be used at byte " + at + ": " + e.getOriginalMessage(), e);
        }
    }

    private static int next(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String chain(String before, String json) {
        try {
            byte[] text = (before + json).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private ColinException failed(String what, @Nullable Throwable cause) {
        String message = "record of models " + path + " " + what;
        return cause == null
                ? new ColinException(Reason.MODEL_FAILED, message)
                : new ColinException(Reason.MODEL_FAILED, message, cause);
    }
}
