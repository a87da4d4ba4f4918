package io.colin.ml.report;

import io.colin.api.internal.Require;
import io.colin.ml.report.Section.Axes;
import io.colin.ml.report.Section.Bar;
import io.colin.ml.report.Section.Bars;
import io.colin.ml.report.Section.Fact;
import io.colin.ml.report.Section.Facts;
import io.colin.ml.report.Section.Lines;
import io.colin.ml.report.Section.Matrix;
import io.colin.ml.report.Section.Series;
import io.colin.ml.report.Section.Table;
import io.colin.ml.report.Section.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A report: a title, one sentence that says what came out, and sections in order. Written by {@link ReportHtml} for
 * people and by {@link ReportJson} for programs; both say the same. Immutable.
 *
 * @param title what is reported on
 * @param verdict what came out, in one sentence
 * @param sections in the order shown
 */
public record Report(String title, String verdict, List<Section> sections) {
    /** Checks and copies. */
    public Report {
        Require.text("title", title);
        Require.text("verdict", verdict);
        sections = List.copyOf(sections);
    }

    /**
     * Starts a report.
     *
     * @param title what is reported on
     * @param verdict what came out, in one sentence
     * @return a builder without sections
     */
    public static Builder builder(String title, String verdict) {
        return new Builder(Require.text("title", title), Require.text("verdict", verdict));
    }

    /** Collects sections in the order they are given. Not safe for several threads. */
    public static final class Builder {
        private final String title;
        private final String verdict;
        private final List<Section> sections = new ArrayList<>();

        private Builder(String title, String verdict) {
            this.title = title;
            this.verdict = verdict;
        }

        /**
         * Adds any section.
         *
         * @param section to add
         * @return this
         */
        public Builder add(Section section) {
            sections.add(section);
            return this;
        }

        /**
         * Adds sentences.
         *
         * @param heading of the section
         * @param paragraphs plain text
         * @return this
         */
        public Builder words(String heading, List<String> paragraphs) {
            return add(new Words(heading, paragraphs));
        }

        /**
         * Adds named values.
         *
         * @param heading of the section
         * @param facts in the order shown
         * @return this
         */
        public Builder facts(String heading, List<Fact> facts) {
            return add(new Facts(heading, facts));
        }

        /**
         * Adds a table.
         *
         * @param heading of the section
         * @param columns their heads
         * @param rows each with one cell a column
         * @return this
         */
        public Builder table(String heading, List<String> columns, List<List<Cell>> rows) {
            return add(new Table(heading, columns, rows));
        }

        /**
         * Adds a line chart.
         *
         * @param heading of the section
         * @param axes what is drawn against what
         * @param series the lines
         * @return this
         */
        public Builder lines(String heading, Axes axes, List<Series> series) {
            return add(new Lines(heading, axes, series));
        }

        /**
         * Adds horizontal bars.
         *
         * @param heading of the section
         * @param unit what the lengths are in
         * @param bars from top to bottom
         * @return this
         */
        public Builder bars(String heading, String unit, List<Bar> bars) {
            return add(new Bars(heading, unit, bars));
        }

        /**
         * Adds a confusion matrix: rows are what came, columns what was said.
         *
         * @param heading of the section
         * @param names of the classes
         * @param counts by what came, then by what was said
         * @return this
         */
        public Builder confusion(String heading, List<String> names, List<List<Integer>> counts) {
            return add(new Matrix(heading, "came", "said", names, counts));
        }

        /**
         * Builds the report.
         *
         * @return the report
         */
        public Report build() {
            return new Report(title, verdict, sections);
        }
    }
}
