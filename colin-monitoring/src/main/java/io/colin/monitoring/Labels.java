package io.colin.monitoring;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Label values from sets that stay small. */
final class Labels {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private Labels() {}

    /** A code as it is; anything that does not look like one is {@code other}, so that free text makes no series. */
    static String code(String code) {
        return CODE.matcher(code).matches() ? code : "other";
    }

    /** A horizon in the largest whole unit: {@code 15m}, {@code 5s}, {@code 250ms}. */
    static String horizon(long horizonNs) {
        long ms = TimeUnit.NANOSECONDS.toMillis(horizonNs);
        if (ms % 60_000 == 0) {
            return ms / 60_000 + "m";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
