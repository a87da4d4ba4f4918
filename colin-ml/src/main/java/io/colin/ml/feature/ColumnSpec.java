package io.colin.ml.feature;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a column is.
 *
 * @param name its name, for example {@code rsi_14}
 * @param formulaVersion grows when the formula changes, from 1
 * @param parameters numbers of the formula by name, for example {@code n → 14}
 * @param required whether a model stays silent while it is absent; otherwise the training median stands in
 * @param warmUpBars bars it needs, the current one included; absent before
 * @param unit of its values, for example {@code fraction}
 * @param group where it comes from
 */
public record ColumnSpec(
        String name,
        int formulaVersion,
        SortedMap<String, Double> parameters,
        boolean required,
        int warmUpBars,
        String unit,
        FeatureGroup group) {
    /** Checks and copies. */
    public ColumnSpec {
        Require.that(name.matches("[a-z][a-z0-9_]{0,39}"), "name", "must be lower case with underscores", name);
        Require.positive("formulaVersion", formulaVersion);
        Require.positive("warmUpBars", warmUpBars);
        Require.text("unit", unit);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * The same column, required or not.
     *
     * @param value whether a model stays silent while it is absent
     * @return a copy
     */
    public ColumnSpec withRequired(boolean value) {
        return new ColumnSpec(name, formulaVersion, parameters, value, warmUpBars, unit, group);
    }
}
