package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a comma-separated text, by the columns wanted. The first line is a header when its first field starts with a
 * letter; without one the columns stand in the order wanted, optional ones last. Every row must have as many columns as
 * the first line. Blank lines are skipped, quotes around a field are dropped. Single-threaded.
 */
final class CsvReader implements AutoCloseable {
    private final String name;
    private final LineReader lines;
    private final List<CsvColumn> wanted;
    private final int[] indexes;
    private List<String> row = List.of();
    private int columns;
    private boolean firstIsData;
    private long rows;

    private CsvReader(String name, LineReader lines, List<CsvColumn> wanted) {
        this.name = name;
        this.lines = lines;
        this.wanted = wanted;
        this.indexes = new int[wanted.size()];
    }

    /** Opens a text and reads its first line. */
    static CsvReader open(SourceText text, List<CsvColumn> wanted) {
        CsvReader reader = new CsvReader(text.name(), text.lines(), wanted);
        try {
            reader.start();
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Whether a first line names columns rather than holding values. */
    static boolean isHeader(List<String> fields) {
        String first = fields.getFirst();
        return !first.isEmpty() && (Character.isLetter(first.charAt(0)) || first.charAt(0) == '_');
    }

    /** The fields of a line. */
    static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            fields.add(clean(line.substring(from, comma)));
            from = comma + 1;
        }
        fields.add(clean(line.substring(from)));
        return fields;
    }

    /**
     * Moves to the next row.
     *
     * @return false when there is none
     */
    boolean next() {
        if (firstIsData) {
            firstIsData = false;
        } else if (!readRow()) {
            if (rows == 0) {
                throw new ColinException(Reason.DATA_INVALID, name + ": must hold at least one row");
            }
            return false;
        }
        if (row.size() != columns) {
            throw invalid("must have " + columns + " columns (" + row.size() + ")");
        }
        rows++;
        return true;
    }

    /** Number of the current line in its text, from 1. */
    long line() {
        return lines.number();
    }

    /** Whether the text has a column. */
    boolean has(int column) {
        return indexes[column] >= 0;
    }

    /** A field, empty where the text has no such column. */
    String text(int column) {
        return indexes[column] < 0 ? "" : row.get(indexes[column]);
    }

    /** A field as a decimal. */
    BigDecimal decimal(int column) {
        try {
            return Decimals.parse(wanted.get(column).label(), text(column));
        } catch (IllegalArgumentException e) {
            throw lines.invalid(String.valueOf(e.getMessage()), e);
        }
    }

    /** A field as a time in ns since epoch. */
    long timeNs(int column) {
        try {
            return TimeText.parse(text(column));
        } catch (IllegalArgumentException e) {
            throw lines.invalid(String.valueOf(e.getMessage()), e);
        }
    }

    /** An error in the current row. */
    ColinException invalid(String what) {
        return lines.invalid(what);
    }

    @Override
    public void close() {
        lines.close();
    }

    private void start() {
        if (!readRow()) {
            throw new ColinException(Reason.DATA_INVALID, name + ": must hold at least one row (the file is empty)");
        }
        columns = row.size();
        boolean header = isHeader(row);
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = header ? wanted.get(i).indexIn(row) : i < columns ? i : -1;
            if (indexes[i] < 0 && wanted.get(i).required()) {
                throw invalid("must have a column " + wanted.get(i).label() + " (" + String.join(",", row) + ")");
            }
        }
        firstIsData = !header;
    }

    private boolean readRow() {
        while (lines.next()) {
            String line = lines.text();
            if (!line.isBlank()) {
                row = split(line);
                return true;
            }
        }
        return false;
    }

    private static String clean(String field) {
        String stripped = field.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }
}
