package io.colin.execution.report;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * Horizontal bars made of parts: what is above 0 is stacked to the right of zero, what is below to its left.
 *
 * @param title a few words
 * @param unit what the lengths are in
 * @param parts names of the parts, each in its own colour, at most six
 * @param rows from top to bottom
 */
public record StackChart(String title, String unit, List<String> parts, List<Row> rows) implements Block {
    private static final int COLOURS = 6;

    /** Checks and copies. */
    public StackChart {
        Require.text("title", title);
        parts = List.copyOf(parts);
        rows = List.copyOf(rows);
        Require.that(parts.size() <= COLOURS, "parts", "must be at most " + COLOURS, parts.size());
        for (Row row : rows) {
            Require.that(row.values().size() == parts.size(), "rows", "must have " + parts.size() + " values", row);
        }
    }

    /**
     * A bar.
     *
     * @param name beside it
     * @param values one a part, finite
     */
    public record Row(String name, List<Double> values) {
        /** Checks and copies. */
        public Row {
            Require.text("name", name);
            values = List.copyOf(values);
            values.forEach(value -> Require.finite("value", value));
        }
    }
}
