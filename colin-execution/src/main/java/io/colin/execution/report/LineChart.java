package io.colin.execution.report;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * Values against time or against another value.
 *
 * @param title a few words
 * @param x what runs from left to right
 * @param y what runs upwards, with its unit
 * @param series the lines, each in its own colour for up to six
 */
public record LineChart(String title, X x, String y, List<Series> series) implements Block {
    /** Checks and copies. */
    public LineChart {
        Require.text("title", title);
        series = List.copyOf(series);
    }

    /**
     * The axis from left to right.
     *
     * @param name what it is, with its unit; may be empty for times
     * @param time whether values are ms since epoch, UTC
     */
    public record X(String name, boolean time) {
        /** UTC time, ms since epoch. */
        public static final X TIME = new X("", true);

        /**
         * An axis of numbers.
         *
         * @param name what it is, with its unit
         * @return the axis
         */
        public static X of(String name) {
            return new X(Require.text("name", name), false);
        }
    }

    /** How a series is drawn. */
    public enum Style {
        /** A line. */
        LINE,
        /** A line for comparison. */
        DASHED,
        /** A line with the surface between it and zero. */
        AREA,
        /** Points without a line. */
        DOTS
    }

    /**
     * A series of values.
     *
     * @param name for the legend
     * @param style how it is drawn
     * @param points in order of x
     */
    public record Series(String name, Style style, List<Point> points) {
        /** Checks and copies. */
        public Series {
            Require.text("name", name);
            points = List.copyOf(points);
        }
    }

    /**
     * A value.
     *
     * @param x finite
     * @param y finite
     */
    public record Point(double x, double y) {
        /** Checks. */
        public Point {
            Require.finite("x", x);
            Require.finite("y", y);
        }
    }
}
