package io.colin.risk.gate;

import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What names the settings a gate decides by. */
final class ConfigHash {
    private ConfigHash() {}

    /** SHA-256 of every limit and every threshold, a line each, lower-case hex. */
    static String of(RiskLimits limits, BreakerSettings breakers) {
        StringBuilder text = new StringBuilder(limits.canonicalText());
        breakers.values()
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
