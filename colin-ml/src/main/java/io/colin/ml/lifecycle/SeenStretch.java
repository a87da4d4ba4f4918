package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stretch of what was seen, read from its files. Safe for any thread; each stream for one. */
final class SeenStretch implements MarketDataSource {
    private final List<Part> files;
    private final String id;
    private final Set<Symbol> symbols;
    private final long fromNs;
    private final long toNs;
    private final TrainingJob.StopSign stop;
    private @Nullable String fingerprint;

    SeenStretch(List<Part> files, String id, Set<Symbol> symbols, long fromNs, long toNs, TrainingJob.StopSign stop) {
        this.files = List.copyOf(files);
        this.id = id;
        this.symbols = symbols;
        this.fromNs = fromNs;
        this.toNs = toNs;
        this.stop = stop;
    }

    /** A file as far as it was written when the stretch was made. */
    record Part(Path file, long length) {}

    /** The lines of files in order, a file read when its first line is asked for. */
    static Stream<SeenLine> lines(List<Part> files) {
        return files.stream().flatMap(SeenStretch::lines);
    }

    @Override
    public String id() {
        return "seen of " + id + " from " + fromNs + " to " + toNs + " ns";
    }

    @Override
    public synchronized String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = hash();
            fingerprint = known;
        }
        return known;
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public MarketDataStream open() {
        Iterator<MarketEvent> iterator = events().iterator();
        return new MarketDataStream() {
            @Override
            public Polled poll(Consumer<? super MarketEvent> sink) {
                stop.check();
                if (!iterator.hasNext()) {
                    return Polled.ENDED;
                }
                sink.accept(iterator.next());
                return Polled.EVENT;
            }

            @Override
            public void close() {
                // Files are closed as soon as they are read.
            }
        };
    }

    private Stream<MarketEvent> events() {
        return lines(files).map(SeenLine::event).filter(event -> event.timeNs() >= fromNs && event.timeNs() <= toNs);
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (id + ' ' + symbols.stream().map(Symbol::name).sorted().toList()).getBytes(StandardCharsets.UTF_8));
            events().forEach(event -> {
                stop.check();
                digest.update(SeenLine.of(event, Double.NaN).orElseThrow().getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Stream<SeenLine> lines(Part part) {
        try (InputStream in = Files.newInputStream(part.file())) {
            byte[] bytes = in.readNBytes(Math.toIntExact(part.length()));
            return new String(bytes, StandardCharsets.UTF_8).lines().map(line -> parse(part.file(), line));
        } catch (IOException e) {
            throw new ColinException(Reason.SOURCE_UNAVAILABLE, part.file() + " cannot be read: " + e, e);
        }
    }

    private static SeenLine parse(Path file, String line) {
        try {
            return SeenLine.parse(line);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ColinException(
                    Reason.DATA_INVALID, file + ": the line '" + line + "' is damaged: " + e.getMessage(), e);
        }
    }
}
