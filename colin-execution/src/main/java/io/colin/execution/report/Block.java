package io.colin.execution.report;

import io.colin.api.internal.Require;
import java.util.List;

/** A part of a {@link Page}. Every part has a title; lists are copied; text is plain and is escaped when written. */
public sealed interface Block
        permits Block.Words, Block.Figures, Block.Table, Block.HeatTable, LineChart, BarChart, StackChart {
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
    record Words(String title, List<String> paragraphs) implements Block {
        /** Checks and copies. */
        public Words {
            Require.text("title", title);
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * Named values, shown as tiles.
     *
     * @param title a few words
     * @param figures in the order shown
     */
    record Figures(String title, List<Figure> figures) implements Block {
        /** Checks and copies. */
        public Figures {
            Require.text("title", title);
            figures = List.copyOf(figures);
        }
    }

    /**
     * A value with its name.
     *
     * @param name a few words
     * @param value as a person reads it; empty when there is none
     * @param note a reason or an addition; may be empty, but not where there is no value
     */
    record Figure(String name, String value, String note) {
        /** Checks. */
        public Figure {
            Require.text("name", name);
            Require.that(!value.isEmpty() || !note.isBlank(), name, "must say why there is no value", "\"\"");
        }

        /**
         * A value.
         *
         * @param name a few words
         * @param value as a person reads it, not empty
         * @return the figure, without a note
         */
        public static Figure of(String name, String value) {
            return new Figure(name, Require.text(name, value), "");
        }

        /**
         * A value that is not there.
         *
         * @param name a few words
         * @param reason why not
         * @return the figure
         */
        public static Figure absent(String name, String reason) {
            return new Figure(name, "", Require.text("reason", reason));
        }
    }

    /**
     * Rows of text.
     *
     * @param title a few words
     * @param columns their heads
     * @param rows each with one text a column
     */
    record Table(String title, List<Column> columns, List<List<String>> rows) implements Block {
        /** Checks and copies. */
        public Table {
            Require.text("title", title);
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                Require.that(row.size() == columns.size(), "rows", "must have " + columns.size() + " texts", row);
            }
        }
    }

    /**
     * The head of a column.
     *
     * @param name a few words, may be empty
     * @param numeric whether it is set to the right
     */
    record Column(String name, boolean numeric) {
        /**
         * A column of words.
         *
         * @param name its head
         * @return set to the left
         */
        public static Column words(String name) {
            return new Column(name, false);
        }

        /**
         * A column of numbers.
         *
         * @param name its head
         * @return set to the right
         */
        public static Column numbers(String name) {
            return new Column(name, true);
        }
    }

    /**
     * A table whose cells are tinted by their value, as of returns by month and year.
     *
     * @param title a few words
     * @param columns heads of the value columns
     * @param rows each with one cell a column
     */
    record HeatTable(String title, List<String> columns, List<HeatRow> rows) implements Block {
        /** Checks and copies. */
        public HeatTable {
            Require.text("title", title);
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            for (HeatRow row : rows) {
                Require.that(
                        row.cells().size() == columns.size(), "rows", "must have " + columns.size() + " cells", row);
            }
        }
    }

    /**
     * A row of a {@link HeatTable}.
     *
     * @param name its head
     * @param cells in the order of the columns
     */
    record HeatRow(String name, List<Heat> cells) {
        /** Copies. */
        public HeatRow {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A tinted cell.
     *
     * @param shown as a person reads it; empty for no value
     * @param strength −1 (as bad as it gets) to 1 (as good as it gets); 0 is not tinted
     */
    record Heat(String shown, double strength) {
        /** A cell without a value. */
        public static final Heat NONE = new Heat("", 0);

        /** Checks. */
        public Heat {
            Require.within("strength", strength, -1, 1);
        }
    }
}
