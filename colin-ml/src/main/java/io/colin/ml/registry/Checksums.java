package io.colin.ml.registry;

import io.colin.ml.preset.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of content. */
public final class Checksums {
    private Checksums() {}

    /**
     * What identifies settings: two trainings with equal settings on equal data give equal models.
     *
     * @param settings of a training
     * @return 64 hex digits
     */
    public static String of(TrainingSettings settings) {
        return of(ModelJson.bytes(settings));
    }

    /**
     * What identifies a text.
     *
     * @param text any
     * @return 64 hex digits of its UTF-8 form
     */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What identifies content.
     *
     * @param content any
     * @return 64 hex digits
     */
    public static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
