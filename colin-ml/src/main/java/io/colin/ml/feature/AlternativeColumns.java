package io.colin.ml.feature;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Columns of the clock and of what is published elsewhere, as it was known at the close. */
final class AlternativeColumns {
    private static final int MINUTES_PER_DAY = 1_440;
    private static final double LARGEST_SESSION = 1.5;
    private static final double NEUTRAL_SENTIMENT = 50;
    private static final int HOUR = 60;

    private AlternativeColumns() {}

    /** {@code fear_greed} = (index − 50)/50 of the last one published, absent 36 h after. */
    static Calculation sentiment(BarSeries s) {
        return () -> (s.input(InputRow.SENTIMENT) - NEUTRAL_SENTIMENT) / NEUTRAL_SENTIMENT;
    }

    /** {@code oi_chg_60} = ln(OI/OI₋₆₀), open interest as known at the two closes, each absent after 10 min. */
    static Calculation openInterestChange(BarSeries s) {
        Node change = openInterest(s);
        return change::value;
    }

    /** {@code oi_price} = oi_chg_60 × sign(r(60)). */
    static Calculation openInterestAndPrice(BarSeries s) {
        Node change = openInterest(s);
        return () -> change.value() * Math.signum(s.logReturn(HOUR));
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

    private static Node openInterest(BarSeries s) {
        return s.node("open_interest_change", AlternativeColumns::change);
    }

    private static Calculation change(BarSeries s) {
        double[] last = s.keep(new double[HOUR + 1]);
        Arrays.fill(last, Double.NaN);
        int[] next = s.keep(new int[1]);
        return () -> {
            double now = s.input(InputRow.OPEN_INTEREST);
            last[next[0]] = now;
            next[0] = (next[0] + 1) % last.length;
            return Math.log(now / last[next[0]]);
        };
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
}
