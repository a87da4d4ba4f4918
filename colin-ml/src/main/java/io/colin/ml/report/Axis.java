package io.colin.ml.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values to pixels, with ticks at round numbers. A span of nothing is widened so that it can be drawn.
 *
 * @param low smallest value shown
 * @param high largest value shown, above low
 * @param from pixel of low
 * @param to pixel of high
 */
record Axis(double low, double high, double from, double to) {
    private static final int WANTED_TICKS = 5;
    private static final int MOST_DATES = 7;
    private static final double MINUTE_MS = 60_000;
    private static final double DAY_MS = 86_400_000;

    /** Steps of a time axis in minutes: 1 minute to 10 years. */
    private static final List<Integer> MINUTES = List.of(
            1, 5, 15, 60, 360, 1_440, 2_880, 7_200, 14_400, 43_200, 131_040, 262_080, 525_600, 1_051_200, 5_256_000);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    /** An axis that holds all of these values, with a little room where asked for. */
    static Axis over(double lowest, double highest, double room, double from, double to) {
        double span = highest - lowest;
        if (!(span > 0)) {
            double half = Math.max(Math.abs(lowest) * 0.05, 0.5);
            return new Axis(lowest - half, lowest + half, from, to);
        }
        return new Axis(lowest - room * span, highest + room * span, from, to);
    }

    double pixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Round numbers within the axis, 2 to about 10 of them. */
    List<Double> ticks(boolean time) {
        double step = time ? timeStep() : step();
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String label(double tick, boolean time) {
        if (time) {
            DateTimeFormatter format = high - low > 3 * DAY_MS ? DAY : MINUTE;
            return format.format(Instant.ofEpochMilli((long) tick).atOffset(ZoneOffset.UTC));
        }
        int decimals = (int) Math.max(0, Math.min(8, Math.ceil(-Math.log10(step()) - 1e-9)));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
    }

    private double timeStep() {
        return MINUTES.stream()
                .mapToDouble(minutes -> minutes * MINUTE_MS)
                .filter(step -> (high - low) / step <= MOST_DATES)
                .findFirst()
                .orElse((high - low) / MOST_DATES);
    }

    private double step() {
        double raw = (high - low) / WANTED_TICKS;
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double times = raw / magnitude;
        double nice = times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10;
        return nice * magnitude;
    }
}
