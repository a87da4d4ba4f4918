package io.colin.execution.impact;

import io.colin.api.ColinException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State as lines of text, numbers exact to the last bit, closed by a checksum. */
final class StateText {
    private static final String CHECKSUM = "sha256 ";

    private StateText() {}

    /** Writes. */
    static final class Writer {
        private final StringBuilder text = new StringBuilder();

        void word(String value) {
            text.append(value).append('\n');
        }

        void whole(long value) {
            word(Long.toString(value));
        }

        void real(double value) {
            word(Double.toHexString(value));
        }

        String close() {
            return text + CHECKSUM + hash(text.toString()) + "\n";
        }
    }

    /** Reads what a writer wrote. */
    static final class Reader {
        private final Iterator<String> lines;

        Reader(String text) {
            int at = text.lastIndexOf(CHECKSUM);
            if (at < 0 || !text.substring(at).equals(CHECKSUM + hash(text.substring(0, at)) + "\n")) {
                throw damaged("the checksum does not fit", null);
            }
            lines = List.of(text.substring(0, at).split("\n", -1)).iterator();
        }

        String word() {
            if (!lines.hasNext()) {
                throw damaged("it ends too early", null);
            }
            return lines.next();
        }

        void require(String expected) {
            String found = word();
            if (!found.equals(expected)) {
                throw damaged("must be of \"" + expected + "\" (" + found + ")", null);
            }
        }

        long whole() {
            try {
                return count(Long.parseLong(word()), Long.MAX_VALUE);
            } catch (NumberFormatException e) {
                throw damaged("must be a whole number", e);
            }
        }

        long count(long most) {
            return count(whole(), most);
        }

        double real() {
            try {
                double value = Double.parseDouble(word());
                if (!Double.isFinite(value)) {
                    throw damaged("must be finite (" + value + ")", null);
                }
                return value;
            } catch (NumberFormatException e) {
                throw damaged("must be a number", e);
            }
        }

        private static long count(long value, long most) {
            if (value < 0 || value > most) {
                throw damaged("must be in [0, " + most + "] (" + value + ")", null);
            }
            return value;
        }
    }

    private static ColinException damaged(String what, @Nullable Exception cause) {
        String text = "impact state: " + what;
        return cause == null
                ? new ColinException(ColinException.Reason.STORE_DAMAGED, text)
                : new ColinException(ColinException.Reason.STORE_DAMAGED, text, cause);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
