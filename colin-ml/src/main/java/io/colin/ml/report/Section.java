package io.colin.ml.report;

import io.colin.api.internal.Require;
import java.util.List;

/** A part of a report. Every part has a title; all lists are copied. */
public sealed interface Section {
    /**
     * What it is about.
     *
     * @return a few words
     */
    String title();

    /**
     * Sentences.
     *
     * @param title a few words
     * @param paragraphs plain text
     */
    record Words(String title, List<String> paragraphs) implements Section {
        /** Checks and copies. */
        public Words {
            Require.text("title", title);
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * Named values, one a line.
     *
     * @param title a few words
     * @param facts in the order shown
     */
    record Facts(String title, List<Fact> facts) implements Section {
        /** Checks and copies. */
        public Facts {
            Require.text("title", title);
            facts = List.copyOf(facts);
        }
    }

    /**
     * A named value.
     *
     * @param name a few words
     * @param value any cell
     */
    record Fact(String name, Cell value) {
        /** Checks. */
        public Fact {
            Require.text("name", name);
        }
    }

    /**
     * Rows and columns.
     *
     * @param title a few words
     * @param columns their heads, at least one
     * @param rows each with one cell a column
     */
    record Table(String title, List<String> columns, List<List<Cell>> rows) implements Section {
        /** Checks and copies. */
        public Table {
            Require.text("title", title);
            columns = List.copyOf(columns);
            Require.positive("columns", columns.size());
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                Require.that(row.size() == columns.size(), "row", "must have one cell a column", row.size());
            }
        }
    }

    /**
     * Lines over a common axis.
     *
     * @param title a few words
     * @param axes what is drawn against what
     * @param series the lines; a chart without points says so
     */
    record Lines(String title, Axes axes, List<Series> series) implements Section {
        /** Checks and copies. */
        public Lines {
            Require.text("title", title);
            series = List.copyOf(series);
        }
    }

    /**
     * The axes of a line chart.
     *
     * @param x what runs to the right
     * @param y what runs up
     * @param time whether x counts milliseconds since epoch and is shown as dates, UTC
     */
    record Axes(String x, String y, boolean time) {}

    /**
     * A line.
     *
     * @param name for the legend
     * @param points from left to right
     * @param style how it is drawn
     */
    record Series(String name, List<Point> points, Style style) {
        /** Checks and copies. */
        public Series {
            Require.text("name", name);
            points = List.copyOf(points);
        }
    }

    /**
     * A point of a line.
     *
     * @param x finite
     * @param y finite
     */
    record Point(double x, double y) {
        /** Checks. */
        public Point {
            Require.finite("x", x);
            Require.finite("y", y);
        }
    }

    /** How a line is drawn. */
    enum Style {
        /** A plain line. */
        LINE,
        /** A line with a dot at every point. */
        DOTS,
        /** A thin dashed line: something to compare with. */
        REFERENCE
    }

    /**
     * Horizontal bars from zero, each with an interval.
     *
     * @param title a few words
     * @param unit what the lengths are in
     * @param bars from top to bottom
     */
    record Bars(String title, String unit, List<Bar> bars) implements Section {
        /** Checks and copies. */
        public Bars {
            Require.text("title", title);
            bars = List.copyOf(bars);
        }
    }

    /**
     * A bar.
     *
     * @param name beside it
     * @param value finite
     * @param low lower end of its interval; value where there is none
     * @param high upper end of its interval; value where there is none
     */
    record Bar(String name, double value, double low, double high) {
        /** Checks. */
        public Bar {
            Require.text("name", name);
            Require.finite("value", value);
            Require.finite("low", low);
            Require.within("high", high, low, Double.MAX_VALUE);
        }
    }

    /**
     * Counts by two names, shaded by the share of their row.
     *
     * @param title a few words
     * @param rowsAre what a row is
     * @param columnsAre what a column is
     * @param names of rows and columns alike
     * @param counts by row, then column, 0 or more
     */
    record Matrix(String title, String rowsAre, String columnsAre, List<String> names, List<List<Integer>> counts)
            implements Section {
        /** Checks and copies. */
        public Matrix {
            Require.text("title", title);
            names = List.copyOf(names);
            counts = counts.stream().map(List::copyOf).toList();
            Require.that(counts.size() == names.size(), "counts", "must have one row a name", counts.size());
            for (List<Integer> row : counts) {
                Require.that(row.size() == names.size(), "counts", "must have one column a name", row.size());
                row.forEach(count -> Require.notNegative("count", count));
            }
        }
    }
}
