package io.colin.ml.report;

import io.colin.api.internal.Require;
import java.util.Locale;

/** What stands in one place of a table. Numbers keep their full value for JSON and are rounded for people. */
public sealed interface Cell {
    /**
     * What a person reads.
     *
     * @return plain text, not escaped
     */
    String shown();

    /**
     * A word.
     *
     * @param value any text
     * @return the cell
     */
    static Cell text(String value) {
        return new Text(value);
    }

    /**
     * A whole number.
     *
     * @param value any
     * @return the cell, shown with thousands separated
     */
    static Cell count(long value) {
        return new Numeric(value, String.format(Locale.ROOT, "%,d", value));
    }

    /**
     * A number.
     *
     * @param value finite
     * @param decimals shown, 0 to 12
     * @return the cell
     */
    static Cell number(double value, int decimals) {
        Require.within("decimals", decimals, 0, 12);
        return new Numeric(value, String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    /**
     * A number where its sign matters.
     *
     * @param value finite
     * @param decimals shown, 0 to 12
     * @return the cell, shown with a sign
     */
    static Cell signed(double value, int decimals) {
        Require.within("decimals", decimals, 0, 12);
        return new Numeric(value, String.format(Locale.ROOT, "%+." + decimals + "f", value));
    }

    /**
     * A share.
     *
     * @param value a fraction: 0.25 is shown as 25.0 %
     * @return the cell
     */
    static Cell percent(double value) {
        return new Numeric(value, String.format(Locale.ROOT, "%.1f %%", 100 * value));
    }

    /**
     * A difference of shares.
     *
     * @param value a fraction: 0.025 is shown as +2.5
     * @return the cell
     */
    static Cell points(double value) {
        return new Numeric(value, String.format(Locale.ROOT, "%+.1f", 100 * value));
    }

    /**
     * A p value.
     *
     * @param value [0, 1]
     * @return the cell; below 0.001 shown as such
     */
    static Cell probability(double value) {
        Require.within("probability", value, 0, 1);
        return new Numeric(value, value < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value));
    }

    /**
     * Something that does not exist, such as a hit rate without signals.
     *
     * @return the cell, shown as a dash
     */
    static Cell absent() {
        return Absent.INSTANCE;
    }

    /**
     * A word.
     *
     * @param shown any text
     */
    record Text(String shown) implements Cell {}

    /**
     * A number.
     *
     * @param value full value, finite
     * @param shown rounded
     */
    record Numeric(double value, String shown) implements Cell {
        /** Checks. */
        public Numeric {
            Require.finite("value", value);
        }
    }

    /** Nothing. */
    enum Absent implements Cell {
        /** The only one. */
        INSTANCE;

        @Override
        public String shown() {
            return "–";
        }
    }
}
