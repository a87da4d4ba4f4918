package io.colin.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers every answer has, whatever its status. */
final class StandardHeaders {
    private static final Map<String, String> ALWAYS = always();

    private StandardHeaders() {}

    private static Map<String, String> always() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(
                "Permissions-Policy",
                "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()");
        return headers;
    }

    /** The headers for an answer of a media type. */
    static Map<String, String> of(String path, String mediaType) {
        Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
        boolean page = mediaType.startsWith("text/html");
        headers.put(
                "Content-Security-Policy",
                page
                        ? "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none';"
                                + " frame-ancestors 'none'"
                        : "default-src 'none'; frame-ancestors 'none'");
        headers.put("Cache-Control", path.startsWith("/api") ? "no-store" : "no-cache");
        return headers;
    }
}
