package io.colin.execution.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What names the settings in force in every record. */
final class ConfigHash {
    private ConfigHash() {}

    /** One name, SHA-256 in lower-case hex, for what the engine was built with and the limits its gate goes by. */
    static String of(String settingsHash, String limitsHash) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String both = settingsHash + '\n' + limitsHash;
            return HexFormat.of().formatHex(digest.digest(both.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
