package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The files of what was seen, one a UTC day. One thread writes; any may ask for the parts of a stretch. */
final class SeenFiles {
    private static final System.Logger LOG = System.getLogger(SeenFiles.class.getName());
    private static final long DAY_NS = Duration.ofDays(1).toNanos();
    private static final String ENDING = ".seen";

    private final Path directory;
    private final String id;

    /** How much of each day's file is written. */
    private final ConcurrentSkipListMap<Long, Long> lengths = new ConcurrentSkipListMap<>();

    private SeenFiles(Path directory, String id) {
        this.directory = directory;
        this.id = id;
    }

    /**
     * Finds the days, and cuts off lines that a kill left unfinished.
     *
     * @throws ColinException if the directory cannot be read
     */
    static SeenFiles in(Path directory, String id) {
        SeenFiles files = new SeenFiles(directory, id);
        try (Stream<Path> found = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            for (Path file : found.filter(SeenFiles::isOurs).toList()) {
                String name = file.getFileName().toString();
                long day = Long.parseLong(name.substring(0, name.length() - ENDING.length()));
                files.lengths.put(day, wholeLines(file));
            }
        } catch (IOException e) {
            throw new ColinException(Reason.SOURCE_UNAVAILABLE, directory + " cannot be read: " + e, e);
        }
        return files;
    }

    /** The day of an event time, as the files count it. */
    static long dayOf(long timeNs) {
        return Math.floorDiv(timeNs, DAY_NS);
    }

    /** The end of the last bar that is kept, from the newest day that holds one; {@link Long#MIN_VALUE} without any. */
    long newestBarNs() {
        for (long day : lengths.descendingKeySet()) {
            long newest = SeenStretch.lines(List.of(part(day)))
                    .map(SeenLine::event)
                    .filter(Bar.class::isInstance)
                    .mapToLong(MarketEvent::timeNs)
                    .max()
                    .orElse(Long.MIN_VALUE);
            if (newest != Long.MIN_VALUE) {
                return newest;
            }
        }
        return Long.MIN_VALUE;
    }

    /** The files of a stretch of event time, both ends included, as far as they are written. */
    List<SeenStretch.Part> parts(long fromNs, long toNs) {
        List<SeenStretch.Part> parts = new ArrayList<>();
        lengths.subMap(dayOf(fromNs), true, dayOf(toNs), true).keySet().forEach(day -> parts.add(part(day)));
        return parts;
    }

    /** Adds lines to a day. What cannot be written is a hole, and is logged. */
    void write(long day, StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        long at = lengths.getOrDefault(day, 0L);
        try {
            Files.createDirectories(directory);
            try (FileChannel channel =
                    FileChannel.open(file(day), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // What a failed attempt left behind goes.
                channel.truncate(at).position(at);
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            lengths.put(day, at + bytes.length);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what was seen of " + id + " cannot be kept: a hole", e);
        }
    }

    /** Deletes the days before one. */
    void forgetBefore(long day) {
        while (!lengths.isEmpty() && lengths.firstKey() < day) {
            Path file = file(lengths.pollFirstEntry().getKey());
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, file + " cannot be deleted", e);
            }
        }
    }

    private SeenStretch.Part part(long day) {
        return new SeenStretch.Part(file(day), lengths.getOrDefault(day, 0L));
    }

    private Path file(long day) {
        return directory.resolve(day + ENDING);
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().matches("-?\\d{1,6}\\" + ENDING);
    }

    private static long wholeLines(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        return end;
    }
}
