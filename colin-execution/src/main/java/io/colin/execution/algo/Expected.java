package io.colin.execution.algo;

import io.colin.api.market.Tape;
import java.util.List;
import java.util.stream.IntStream;

/** What is expected to trade in spans of one window; only how spans compare counts. */
@FunctionalInterface
interface Expected {
    long MINUTE_NS = 60_000_000_000L;
    /** How many days of the same minutes the tape is asked for. */
    int DAYS = 6;

    /** How long before the window the level of the day is taken. */
    long LEVEL_NS = 3_600_000_000_000L;

    double between(long fromNs, long toNs);

    /** As much in every moment. */
    static Expected even() {
        return (fromNs, toNs) -> toNs - fromNs;
    }

    /** By a learnt curve, or evenly where it expects nothing. */
    static Expected by(VolumeCurve curve, long fromNs, long toNs) {
        return curve.expected(fromNs, toNs) > 0 ? curve::expected : even();
    }

    /**
     * By what traded at the same time of the days before, weekdays for weekdays where the tape has one; evenly where the
     * tape knows no such day.
     */
    static Expected byDaysBefore(Tape tape, long fromNs, long toNs) {
        List<Long> known = IntStream.rangeClosed(1, DAYS)
                .mapToObj(day -> day * Market.DAY_NS)
                .filter(back ->
                        tape.sinceNs().orElse(Long.MAX_VALUE) <= fromNs - back - LEVEL_NS && toNs - back <= fromNs)
                .toList();
        List<Long> alike = known.stream()
                .filter(back -> isWeekend(fromNs - back) == isWeekend(fromNs))
                .toList();
        List<Long> used = alike.isEmpty() ? known : alike;
        Expected days = (from, to) -> used.stream()
                .mapToDouble(back -> traded(tape, from - back, to - back))
                .sum();
        return days.between(fromNs, toNs) > 0 ? days : even();
    }

    private static boolean isWeekend(long timeNs) {
        return Math.floorMod(Math.floorDiv(timeNs, Market.DAY_NS) + 3, 7) >= 5;
    }

    /** What traded in a span, the minutes of its ends by their parts. */
    private static double traded(Tape tape, long fromNs, long toNs) {
        long first = Math.floorDiv(fromNs, MINUTE_NS) * MINUTE_NS;
        long last = Math.floorDiv(toNs, MINUTE_NS) * MINUTE_NS;
        return tape.volume(first, last) + part(tape, last, toNs) - part(tape, first, fromNs);
    }

    private static double part(Tape tape, long minuteNs, long timeNs) {
        return tape.volume(minuteNs, minuteNs + MINUTE_NS) * (timeNs - minuteNs) / MINUTE_NS;
    }
}
