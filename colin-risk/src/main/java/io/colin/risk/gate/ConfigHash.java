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

    /** SHA-256 of every limit, every threshold and all that is set at the start, a line each, lower-case hex. */
    static String of(RiskLimits limits, BreakerSettings breakers, StartSettings start) {
        StringBuilder text = new StringBuilder(limits.canonicalText());
        breakers.values()
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return of(text.append(start.text()).toString());
    }

    /** SHA-256 of a text, lower-case hex. */
    static String of(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
