package io.colin.risk.approval;

import io.colin.api.internal.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exactly what is asked for, as text: two people mean the same only when the texts are equal. Whoever agrees reads the text;
 * whoever uses what was agreed to must arrive at the same one.
 *
 * @param text lines {@code name=value} sorted by name; backslashes and line ends within values are escaped
 */
public record Fingerprint(String text) {
    /** Checks. */
    public Fingerprint {
        Require.text("fingerprint", text);
    }

    /**
     * The fingerprint of named values.
     *
     * @param values at least one, for example account, symbol, side, quantity and price of an order
     * @return the same for equal maps, different for different ones
     * @throws IllegalArgumentException if there are none, or a name is blank or holds {@code =} or a line end
     */
    public static Fingerprint of(Map<String, String> values) {
        Require.that(!values.isEmpty(), "fingerprint", "must hold a value", values);
        StringBuilder text = new StringBuilder(40 * values.size());
        new TreeMap<>(values).forEach((name, value) -> {
            Require.that(
                    !name.isBlank() && name.chars().noneMatch(c -> c == '=' || c == '\n' || c == '\r'),
                    "fingerprint",
                    "must have names without = and line ends",
                    name);
            text.append(name).append('=').append(escaped(value)).append('\n');
        });
        return new Fingerprint(text.toString());
    }

    /**
     * A short name of the same thing.
     *
     * @return SHA-256 of the text in UTF-8, lower-case hex
     */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
