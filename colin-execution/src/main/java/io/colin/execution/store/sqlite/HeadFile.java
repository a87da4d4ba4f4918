package io.colin.execution.store.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of the ledger, kept once more outside the database: a database that lost its last records (a damaged or
 * forgotten write-ahead file, an older copy put back) is still consistent in itself, and only this file tells. It is
 * written after each commit and not synced, so after a loss of power it may be behind, never ahead.
 */
final class HeadFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HeadFile.class.getName());
    private static final Pattern CONTENT = Pattern.compile("(\\d{19}) ([0-9a-f]{64})\n");
    private static final int LENGTH = 19 + 1 + 64 + 1;

    private final Path path;
    /** Not a FileChannel: that would be closed by an interrupt of the writing thread. */
    private final RandomAccessFile file;

    private HeadFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static HeadFile open(Path path) throws IOException {
        return new HeadFile(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    /** What was written last; empty for a new file and for one that a loss of power left without its content. */
    Optional<Head> read() throws IOException {
        byte[] content = new byte[(int) Math.min(file.length(), LENGTH)];
        file.seek(0);
        file.readFully(content);
        Matcher matcher = CONTENT.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            if (content.length > 0) {
                LOG.log(System.Logger.Level.WARNING, "{0} is unreadable and is written anew", path.getFileName());
            }
            return Optional.empty();
        }
        return Optional.of(new Head(Long.parseLong(matcher.group(1)), matcher.group(2)));
    }

    void write(Head head) throws IOException {
        String digits = Long.toString(head.sequence());
        String line = "0".repeat(19 - digits.length()) + digits + " " + head.hash() + "\n";
        file.seek(0);
        file.write(line.getBytes(StandardCharsets.US_ASCII));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
