package io.colin.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the credential of a request into a principal. Keys are compared by their SHA-256 in constant time, every one of
 * them whether or not one fits. Immutable.
 */
public final class Authenticator {
    private final List<ApiKey> keys;
    private final boolean open;

    private Authenticator(List<ApiKey> keys, boolean open) {
        this.keys = List.copyOf(keys);
        this.open = open;
    }

    /**
     * Every request needs a key.
     *
     * @param keys the keys
     * @return the authenticator
     */
    public static Authenticator required(List<ApiKey> keys) {
        return new Authenticator(keys, false);
    }

    /**
     * A request without a credential is the local principal's; a wrong credential is still refused. For servers that
     * only this machine reaches.
     *
     * @param keys keys that are taken besides
     * @return the authenticator
     */
    public static Authenticator loopbackOpen(List<ApiKey> keys) {
        return new Authenticator(keys, true);
    }

    /**
     * Whether a request needs no credential.
     *
     * @return true in loopback-open mode
     */
    public boolean isOpen() {
        return open;
    }

    /**
     * Who asks.
     *
     * @param apiKey the header X-API-Key, empty when it was not sent
     * @param authorization whether a header Authorization was sent, which no key travels in
     * @return the answer
     */
    public Answer authenticate(Optional<String> apiKey, boolean authorization) {
        if (authorization) {
            return new Refused("unsupported_scheme");
        }
        if (apiKey.isEmpty()) {
            return open ? new Known(Principal.LOCAL) : new Refused("missing");
        }
        byte[] digest = sha256(apiKey.get());
        ApiKey found = null;
        for (ApiKey key : keys) {
            if (MessageDigest.isEqual(digest, HexFormat.of().parseHex(key.sha256()))) {
                found = key;
            }
        }
        return answer(found);
    }

    private static Answer answer(@Nullable ApiKey found) {
        return found == null
                ? new Refused("unknown_key")
                : new Known(new Principal(found.id(), found.owner(), found.role()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What became of a credential. */
    public sealed interface Answer {}

    /**
     * It is somebody's.
     *
     * @param principal whose
     */
    public record Known(Principal principal) implements Answer {}

    /**
     * It is nobody's.
     *
     * @param reason missing, unknown_key or unsupported_scheme: a label, not for the one who asks
     */
    public record Refused(String reason) implements Answer {}
}
