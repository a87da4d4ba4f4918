package io.colin.execution.source;

import java.io.IOException;

/** Messages of a recording with their receive times, one a line. Single-threaded. */
final class BinanceLines implements AutoCloseable {
    private static final int LONGEST_TIME = 19;

    private final LineReader lines;
    private final BinanceMessage message = new BinanceMessage();
    private long receivedNs;

    BinanceLines(SourceText text) {
        lines = text.lines();
    }

    /**
     * Moves to the next message.
     *
     * @return false when there is none
     */
    boolean next() {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.length() == 0);
        int end = lines.start() + lines.length();
        int space = timeEnd(end);
        try {
            message.read(lines.buffer(), space + 1, end - space - 1);
        } catch (IOException | IllegalArgumentException e) {
            throw lines.invalid(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("is no JSON"), e);
        }
        return true;
    }

    /** The message, valid until the next move. */
    BinanceMessage message() {
        return message;
    }

    /** When it was received, ns since epoch. */
    long receivedNs() {
        return receivedNs;
    }

    /** The line itself, for its number and errors. */
    LineReader line() {
        return lines;
    }

    @Override
    public void close() {
        lines.close();
    }

    private int timeEnd(int end) {
        byte[] buffer = lines.buffer();
        int at = lines.start();
        long value = 0;
        while (at < end && at - lines.start() < LONGEST_TIME && buffer[at] >= '0' && buffer[at] <= '9') {
            value = value * 10 + (buffer[at] - '0');
            at++;
        }
        if (at == lines.start() || at == end || buffer[at] != ' ' || value <= 0) {
            throw lines.invalid("must start with the receive time in ns and a space");
        }
        receivedNs = value;
        return at;
    }
}
