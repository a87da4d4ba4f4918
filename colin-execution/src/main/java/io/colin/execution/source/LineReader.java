package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Numbered lines of a stream, each a range of a reused buffer: no text is made where a parser wants bytes. Lines end
 * with LF or CR LF; a byte order mark is skipped; a line has a longest length, so that a file without line ends cannot
 * fill the memory. Single-threaded.
 */
final class LineReader implements AutoCloseable {
    private static final int LONGEST_BYTES = 16 << 20;

    private final String name;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;
    private boolean ended;
    private int start;
    private int length;
    private long number;

    LineReader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /**
     * Moves to the next line.
     *
     * @return false when there is none
     */
    boolean next() {
        int searched = next;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            if (ended) {
                return next < filled && take(filled, filled);
            }
            int pending = filled - next;
            fill();
            searched = next + pending;
        }
    }

    /** Number of the current line, from 1. */
    long number() {
        return number;
    }

    /** The array that holds the current line until the next move. */
    byte[] buffer() {
        return buffer;
    }

    /** Where the current line starts in the buffer. */
    int start() {
        return start;
    }

    /** How many bytes the current line has. */
    int length() {
        return length;
    }

    /** The current line as text. */
    String text() {
        return new String(buffer, start, length, StandardCharsets.UTF_8);
    }

    /** An error at the current line. */
    ColinException invalid(String what) {
        return new ColinException(Reason.DATA_INVALID, name + ", line " + number + ": " + what);
    }

    /** An error at the current line, with its cause. */
    ColinException invalid(String what, Throwable cause) {
        return new ColinException(Reason.DATA_INVALID, name + ", line " + number + ": " + what, cause);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new ColinException(
                    Reason.SOURCE_UNAVAILABLE, "file: cannot be closed (" + name + "): " + e.getMessage(), e);
        }
    }

    private boolean take(int end, int following) {
        start = next;
        length = end - start;
        if (length > 0 && buffer[end - 1] == '\r') {
            length--;
        }
        next = following;
        number++;
        if (number == 1 && length >= 3 && buffer[start] == (byte) 0xef && buffer[start + 1] == (byte) 0xbb) {
            start += 3;
            length -= 3;
        }
        return true;
    }

    private void fill() {
        int pending = filled - next;
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, pending);
            next = 0;
            filled = pending;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST_BYTES) {
                number++;
                throw invalid("must be at most " + LONGEST_BYTES + " bytes long");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        try {
            int read = in.read(buffer, filled, buffer.length - filled);
            ended = read < 0;
            filled += Math.max(read, 0);
        } catch (ZipException | EOFException e) {
            throw new ColinException(
                    Reason.DATA_INVALID,
                    name + ", after line " + number + ": compressed data is damaged or cut off (" + e.getMessage()
                            + ")",
                    e);
        } catch (IOException e) {
            throw new ColinException(
                    Reason.SOURCE_UNAVAILABLE,
                    "file: cannot be read (" + name + ", after line " + number + "): " + e.getMessage(),
                    e);
        }
    }
}
