package io.colin.server.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The file of keys that a configuration with agreements to limits needs: Bob and Ann may agree, Tim and Vic may not. */
final class ApproverKeys {
    private ApproverKeys() {}

    static Optional<Path> neededBy(Map<String, String> given) {
        return given.containsKey("risk.limits_approved") ? Optional.of(file()) : Optional.empty();
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("keys", ".yaml");
            file.toFile().deleteOnExit();
            String keys = key("b", "Bob", "risk_manager")
                    + key("a", "ann", "admin")
                    + key("t", "tim", "trader")
                    + key("v", "vic", "viewer");
            return Files.writeString(file, "security:\n  api_keys:\n" + keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String id, String owner, String role) {
        String sha256 = id.equals("a") || id.equals("b") ? id.repeat(64) : "c".repeat(64);
        return "    - {id: " + id + ", owner: " + owner + ", role: " + role + ", sha256: " + sha256 + "}\n";
    }
}
