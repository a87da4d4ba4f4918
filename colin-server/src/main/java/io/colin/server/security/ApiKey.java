package io.colin.server.security;

import io.colin.api.internal.Require;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A key as it is configured: never the key itself.
 *
 * @param id public name of the key
 * @param owner who it belongs to
 * @param role what it may do
 * @param sha256 SHA-256 of the key, 64 hex digits
 */
public record ApiKey(String id, String owner, Role role, String sha256) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Checks. */
    public ApiKey {
        Require.text("id", id);
        Require.text("owner", owner);
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!HEX.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256: must be 64 hex digits");
        }
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "ApiKey[" + id + ", " + owner + ", " + role + "]";
    }
}
