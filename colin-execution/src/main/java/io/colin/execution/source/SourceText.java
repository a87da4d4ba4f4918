package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** The lines of a file or resource, decompressed where its first two bytes say gzip. Immutable. */
final class SourceText {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final String name;
    private final Opener opener;

    /** Opens the raw bytes. */
    private interface Opener {
        InputStream open() throws IOException;
    }

    private SourceText(String name, Opener opener) {
        this.name = name;
        this.opener = opener;
    }

    /** A file, which must exist now. */
    static SourceText of(Path file) {
        if (!Files.exists(file)) {
            throw unavailable("file: must exist (" + file + ")");
        }
        if (!Files.isRegularFile(file)) {
            throw unavailable("file: must be a regular file (" + file + ")");
        }
        if (!Files.isReadable(file)) {
            throw unavailable("file: must be readable (" + file + ")");
        }
        return new SourceText(file.toString(), () -> Files.newInputStream(file));
    }

    /** A resource of the class path; missing says what to do about it. */
    static SourceText resource(String resource, String missing) {
        ClassLoader loader = SourceText.class.getClassLoader();
        if (loader.getResource(resource) == null) {
            throw unavailable("resource: must be on the class path (" + resource + "); " + missing);
        }
        return new SourceText(resource, () -> {
            InputStream in = loader.getResourceAsStream(resource);
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return in;
        });
    }

    /** What it is called in messages. */
    String name() {
        return name;
    }

    /** Opens it at its first line. */
    LineReader lines() {
        InputStream raw = raw();
        try {
            InputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            buffered.mark(2);
            boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
            buffered.reset();
            return new LineReader(name, gzip ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered);
        } catch (IOException e) {
            closeQuietly(raw, e);
            throw new ColinException(
                    Reason.DATA_INVALID, name + ": cannot be decompressed (" + e.getMessage() + ")", e);
        }
    }

    /** SHA-256 of the raw bytes, lower-case hex. */
    String fingerprint() {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(raw(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ColinException(
                    Reason.SOURCE_UNAVAILABLE, "file: cannot be read (" + name + "): " + e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private InputStream raw() {
        try {
            return opener.open();
        } catch (IOException e) {
            throw new ColinException(
                    Reason.SOURCE_UNAVAILABLE, "file: must be readable (" + name + "): " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(InputStream in, IOException cause) {
        try {
            in.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static ColinException unavailable(String message) {
        return new ColinException(Reason.SOURCE_UNAVAILABLE, message);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
