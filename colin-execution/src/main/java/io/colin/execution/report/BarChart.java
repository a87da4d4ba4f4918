package io.colin.execution.report;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * Horizontal bars from zero, with an interval where one is known.
 *
 * @param title a few words
 * @param unit what the lengths are in
 * @param bars from top to bottom
 */
public record BarChart(String title, String unit, List<Bar> bars) implements Block {
    /** Checks and copies. */
    public BarChart {
        Require.text("title", title);
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param name beside it
     * @param value its length, finite; negative goes to the left
     * @param low start of the interval; equal to high for none
     * @param high end of the interval, at least low
     */
    public record Bar(String name, double value, double low, double high) {
        /** Checks. */
        public Bar {
            Require.text("name", name);
            Require.finite("value", value);
            Require.finite("low", low);
            Require.within("high", high, low, Double.MAX_VALUE);
        }

        /**
         * A bar without an interval.
         *
         * @param name beside it
         * @param value its length, finite
         * @return the bar
         */
        public static Bar of(String name, double value) {
            return new Bar(name, value, value, value);
        }
    }
}
