package io.colin.ml.feature;

import java.util.concurrent.TimeUnit;

/** Columns of liquidity and of the clock. */
final class ActivityColumns {
    private static final double TINY = 1e-12;
    private static final int MINUTES_PER_DAY = 1_440;
    private static final double LARGEST_SESSION = 1.5;

    private ActivityColumns() {}

    /** {@code amihud_60} = ln(mean₆₀(|r(1)|/(c·v)) + 1e-12) over the bars with v &gt; 0; absent without any. */
    static Calculation amihud(BarSeries s) {
        Node illiquidity = illiquidity(s, 60);
        return () -> Math.log(illiquidity.value() + TINY);
    }

    /** {@code amihud_ratio} = ln((mean₁₅+1e-12)/(mean₂₄₀+1e-12)) of the same; absent without any. */
    static Calculation amihudRatio(BarSeries s) {
        Node recent = illiquidity(s, 15);
        Node longer = illiquidity(s, 240);
        return () -> Math.log((recent.value() + TINY) / (longer.value() + TINY));
    }

    /** {@code tod_sin} = sin(2π·minute of the UTC day the bar opened in/1440). */
    static Calculation timeOfDaySine(BarSeries s) {
        return () -> Math.sin(angle(s));
    }

    /** {@code tod_cos} = cos of the same angle. */
    static Calculation timeOfDayCosine(BarSeries s) {
        return () -> Math.cos(angle(s));
    }

    /** {@code session} = largest active session weight ÷ 1.5, by the UTC hour the bar opened in. */
    static Calculation session(BarSeries s) {
        return () -> sessionWeight(minuteOfDay(s) / 60) / LARGEST_SESSION;
    }

    private static double sessionWeight(int hour) {
        if (hour >= 12 && hour < 16) {
            return LARGEST_SESSION;
        }
        if (hour >= 7 && hour < 22) {
            return 1.2;
        }
        return hour < 9 ? 1.0 : 0.1;
    }

    private static double angle(BarSeries s) {
        return 2 * Math.PI * minuteOfDay(s) / MINUTES_PER_DAY;
    }

    private static int minuteOfDay(BarSeries s) {
        return (int) Math.floorMod(TimeUnit.NANOSECONDS.toMinutes(s.openTimeNs()), (long) MINUTES_PER_DAY);
    }

    private static Node illiquidity(BarSeries s, int n) {
        Node sum = s.sum("illiquidity_" + n, n, () -> {
            double r = Math.abs(s.logReturn(1));
            return Double.isNaN(r) || s.volume() > 0 ? r / (s.close() * s.volume()) : 0;
        });
        Node traded = s.sum("traded_bars_" + n, n, () -> {
            double r = s.logReturn(1);
            return Double.isNaN(r) ? r : s.volume() > 0 ? 1 : 0;
        });
        return s.node("mean_illiquidity_" + n, series -> () -> sum.value() / traded.value());
    }
}
