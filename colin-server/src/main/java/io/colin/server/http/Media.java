package io.colin.server.http;

import java.util.Locale;
import java.util.Optional;

/** Media types in requests. */
final class Media {
    private Media() {}

    /** Whether a header Accept, if there is one, takes a media type. */
    static boolean accepts(Optional<String> accept, String mediaType) {
        if (accept.isEmpty()) {
            return true;
        }
        String wanted = bare(mediaType);
        String group = wanted.substring(0, wanted.indexOf('/') + 1) + "*";
        for (String range : accept.get().split(",", 100)) {
            String type = bare(range);
            boolean refused = range.replace(" ", "").matches("(?i).*;q=0(\\.0*)?(;.*)?");
            if (!refused && (type.equals("*/*") || type.equals(group) || type.equals(wanted))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a header Content-Type says JSON, in UTF-8 where it names a character set. */
    static boolean isJson(Optional<String> contentType) {
        return contentType
                .map(type -> type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", ""))
                .filter(type -> type.equals("application/json") || type.equals("application/json;charset=utf-8"))
                .isPresent();
    }

    private static String bare(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
