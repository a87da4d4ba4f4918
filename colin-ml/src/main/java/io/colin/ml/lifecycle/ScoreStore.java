package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What models have done on live data, kept over restarts: one file a model to which an answered signal adds a line. A last
 * line cut short by a crash is passed over. Give {@link #add} to a {@link LiveModel}; it runs on the shadow thread, off
 * every order's way. Safe for any thread.
 */
public final class ScoreStore implements Evidence, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ScoreStore.class.getName());
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final int FIELDS = 8;

    private final Path root;
    private final Map<String, BufferedWriter> writers = new HashMap<>();

    private ScoreStore(Path root) {
        this.root = root;
    }

    /**
     * A store whose directory may not exist yet.
     *
     * @param root for example {@code scores} in the data directory
     * @return the store
     */
    public static ScoreStore in(Path root) {
        return new ScoreStore(root);
    }

    /**
     * Keeps an answered signal. What cannot be written is logged and lost: the model then has to show it again.
     *
     * @param model its id
     * @param outcome how the signal came out
     */
    public synchronized void add(String model, ScoredOutcome outcome) {
        try {
            BufferedWriter writer = writers.get(model);
            if (writer == null) {
                Files.createDirectories(root);
                writer = open(file(model));
                writers.put(model, writer);
            }
            writer.write(line(outcome));
            writer.flush();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "an outcome of model " + model + " could not be kept", e);
        }
    }

    @Override
    public synchronized Optional<TrackRecord> record(String model) {
        Path file = file(model);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<ScoredOutcome> outcomes = new ArrayList<>();
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            whole.lines().map(ScoreStore::parse).flatMap(Optional::stream).forEach(outcomes::add);
            return outcomes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TrackRecord(
                            outcomes.stream()
                                    .mapToLong(ScoredOutcome::dataAsOfNs)
                                    .min()
                                    .orElseThrow(),
                            outcomes.stream()
                                    .mapToLong(ScoredOutcome::resolvedAtNs)
                                    .max()
                                    .orElseThrow(),
                            outcomes));
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "scores " + file + " cannot be read: " + e, e);
        }
    }

    @Override
    public synchronized void close() {
        for (BufferedWriter writer : writers.values()) {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "scores could not be closed", e);
            }
        }
        writers.clear();
    }

    private Path file(String model) {
        Require.that(NAME.matcher(model).matches(), "model", "must be the id of a model", model);
        return root.resolve(model + ".csv");
    }

    /** What a crash left of a last line is cut off: ended by a line break it could pass for a whole one. */
    private static BufferedWriter open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            channel.truncate(end);
        }
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static String line(ScoredOutcome o) {
        return String.join(
                        ",",
                        o.symbol().name(),
                        Long.toString(o.dataAsOfNs()),
                        Long.toString(o.resolvedAtNs()),
                        o.direction().name(),
                        Boolean.toString(o.known()),
                        Double.toString(o.exitReturn()),
                        Double.toString(o.netReturn()),
                        Double.toString(o.strength()))
                + "\n";
    }

    private static Optional<ScoredOutcome> parse(String line) {
        String[] fields = line.split(",", -1);
        try {
            return fields.length == FIELDS
                    ? Optional.of(new ScoredOutcome(
                            Symbol.of(fields[0]),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]),
                            Direction.valueOf(fields[3]),
                            Boolean.parseBoolean(fields[4]),
                            Double.parseDouble(fields[5]),
                            Double.parseDouble(fields[6]),
                            Double.parseDouble(fields[7])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // What a crash left of a line.
            return Optional.empty();
        }
    }
}
