package io.colin.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.server.security.ApiKey;
import io.colin.server.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code security.api_keys}: id, owner and role, and either the SHA-256 of the key or a reference to the key in
 * the environment or a file. A key itself never stands in a configuration, and is not kept once it is hashed.
 */
final class ApiKeyReader {
    private static final Set<String> FIELDS = Set.of("id", "owner", "role", "sha256", "key");

    private ApiKeyReader() {}

    static List<ApiKey> read(JsonNode given, boolean text) {
        if (text) {
            require(given.textValue().isEmpty(), "must be given in a file");
            return List.of();
        }
        require(given.isArray(), "must be a list of {id, owner, role, sha256 or key}");
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode item : given) {
            ApiKey key = one(item);
            require(ids.add(key.id()), "ids must be distinct");
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private static ApiKey one(JsonNode item) {
        require(item.isObject(), "must be a list of {id, owner, role, sha256 or key}");
        Set<String> unknown = new TreeSet<>();
        item.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(FIELDS);
        require(unknown.isEmpty(), "unknown fields " + unknown);
        String id = name(item, "id");
        require(
                item.hasNonNull("sha256") != item.hasNonNull("key"),
                "key " + id + " must have either sha256 or key: ${env:NAME} or ${file:PATH}");
        String sha256 = item.hasNonNull("sha256")
                ? item.path("sha256").asText()
                : sha256(secret(id, item.path("key").asText()));
        require(sha256.matches("(?i)[0-9a-f]{64}"), "sha256 of key " + id + " must be 64 hex digits");
        return new ApiKey(id, name(item, "owner"), role(item), sha256);
    }

    private static String name(JsonNode item, String field) {
        String value = item.path(field).asText();
        require(value.matches("[A-Za-z0-9._@-]{1,64}"), field + " of a key must be 1 to 64 of A-Z a-z 0-9 . _ @ -");
        return value;
    }

    private static Role role(JsonNode item) {
        String name = item.path("role").asText().toUpperCase(Locale.ROOT);
        for (Role role : Role.values()) {
            if (role != Role.NOBODY && role.name().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "role of a key must be viewer, trader, risk_manager, portfolio_manager or admin");
    }

    private static String secret(String id, String reference) {
        if (reference.matches("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}")) {
            String value = System.getenv(reference.substring(6, reference.length() - 1));
            require(value != null && value.length() >= 20, "key " + id + " refers to a variable without a key");
            return value == null ? "" : value;
        }
        require(
                reference.matches("\\$\\{file:.+}"),
                "key " + id + " must not stand here: write ${env:NAME} or ${file:PATH}");
        try {
            return Files.readString(Path.of(reference.substring(7, reference.length() - 1)))
                    .strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("key " + id + " refers to a file that cannot be read", e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
