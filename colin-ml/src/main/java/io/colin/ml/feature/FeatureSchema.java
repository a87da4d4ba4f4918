package io.colin.ml.feature;

import io.colin.api.internal.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * The columns a model was made for, in order.
 *
 * @param columns at least one, names distinct
 */
public record FeatureSchema(List<ColumnSpec> columns) {
    /** Checks and copies. */
    public FeatureSchema {
        columns = List.copyOf(columns);
        Require.that(!columns.isEmpty(), "columns", "must hold at least one", columns.size());
        HashSet<String> seen = new HashSet<>();
        for (ColumnSpec column : columns) {
            Require.that(seen.add(column.name()), "columns", "must be distinct", column.name());
        }
    }

    /**
     * How many columns there are.
     *
     * @return at least 1
     */
    public int size() {
        return columns.size();
    }

    /**
     * Where a column stands.
     *
     * @param name of the column
     * @return its index from 0, −1 when it is not here
     */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * How many bars it takes until every column can be present.
     *
     * @return the largest warm-up, at least 1
     */
    public int warmUpBars() {
        return columns.stream().mapToInt(ColumnSpec::warmUpBars).max().orElseThrow();
    }

    /**
     * What identifies the columns: SHA-256 over the ordered names, formula versions, parameters and required flags. A
     * model refuses rows of another hash.
     *
     * @return 64 hex digits
     */
    public String hash() {
        StringBuilder text = new StringBuilder();
        for (ColumnSpec column : columns) {
            text.append(column.name())
                    .append('|')
                    .append(column.formulaVersion())
                    .append('|');
            column.parameters()
                    .forEach((key, value) ->
                            text.append(key).append('=').append(value).append(';'));
            text.append('|').append(column.required()).append('\n');
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
