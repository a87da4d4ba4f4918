package io.colin.execution.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values stand in a picture, with marks at round numbers or round times.
 *
 * @param low value at the start
 * @param high value at the end, above low
 * @param start pixel of low
 * @param end pixel of high
 * @param step between marks, above 0
 * @param time whether values are ms since epoch
 */
record Scale(double low, double high, double start, double end, double step, boolean time) {
    private static final int MARKS = 5;
    private static final int MOST_DATES = 7;
    private static final double DAY_MS = 86_400_000;
    private static final double SECOND_MS = 1_000;

    /** Seconds between marks of a time scale, up to a day; above it, days. */
    private static final long[] SECONDS = {
        1,
        5,
        15,
        30,
        60,
        120,
        300,
        900,
        1_800,
        3_600,
        10_800,
        21_600,
        43_200,
        86_400,
        172_800,
        432_000,
        864_000,
        2_592_000,
        7_776_000,
        15_552_000,
        31_536_000,
        63_072_000,
        157_680_000
    };

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** A scale of numbers that holds both, with a little room at either end; a span of nothing is widened. */
    static Scale numbers(double lowest, double highest, double start, double end) {
        double span = highest - lowest;
        double room = span > 0 ? 0.04 * span : Math.max(Math.abs(lowest) * 0.05, 0.5);
        double low = lowest - room;
        double high = highest + room;
        return new Scale(low, high, start, end, round((high - low) / MARKS), false);
    }

    /** A scale of times that ends where the data end. */
    static Scale times(double lowest, double highest, double start, double end) {
        double high = highest > lowest ? highest : lowest + SECOND_MS;
        double step = (high - lowest) / MOST_DATES;
        for (long seconds : SECONDS) {
            if (seconds * SECOND_MS >= step) {
                return new Scale(lowest, high, start, end, seconds * SECOND_MS, true);
            }
        }
        return new Scale(lowest, high, start, end, step, true);
    }

    double pixel(double value) {
        return start + (value - low) / (high - low) * (end - start);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            marks.add(i * step);
        }
        return marks;
    }

    String label(double mark) {
        if (time) {
            DateTimeFormatter format = step >= DAY_MS ? DAY : step >= 60 * SECOND_MS ? MINUTE : SECOND;
            return format.format(Instant.ofEpochMilli((long) mark).atOffset(ZoneOffset.UTC));
        }
        int decimals = (int) Math.clamp(Math.ceil(-Math.log10(step) - 1e-9), 0, 8);
        return String.format(Locale.ROOT, "%,." + decimals + "f", mark + 0.0);
    }

    private static double round(double raw) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double times = raw / magnitude;
        return (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * magnitude;
    }
}
