package io.colin.ml.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Columns by name with how each is computed, in the order they were added. */
final class ColumnTable {
    static final String FRACTION = "fraction";
    static final String LOG = "log ratio";
    static final String FLAG = "flag";
    static final String PERCENT = "0 to 100";
    static final String RATIO = "ratio";
    static final String DEVIATIONS = "standard deviations";

    private final Map<String, Column> columns = new LinkedHashMap<>();

    /**
     * A column.
     *
     * @param barsAlone whether bars are all it needs
     */
    record Column(ColumnSpec spec, boolean barsAlone, Function<BarSeries, Calculation> factory) {}

    Map<String, Column> columns() {
        return columns;
    }

    /** Adds columns of one group, all of which either need nothing but bars or need more. */
    Adder group(FeatureGroup group, boolean barsAlone) {
        return (name, warmUp, unit, parameters, factory) -> {
            SortedMap<String, Double> numbers = new TreeMap<>();
            parameters.forEach((key, value) -> numbers.put(key, value.doubleValue()));
            ColumnSpec spec = new ColumnSpec(name, 1, numbers, true, warmUp, unit, group);
            columns.put(name, new Column(spec, barsAlone, factory));
        };
    }

    /** Adds a column that is read as it is, and by its own specification. */
    void read(ColumnSpec spec, int input) {
        columns.put(spec.name(), new Column(spec.withRequired(true), false, s -> () -> s.input(input)));
    }

    /** Adds a column of a group. */
    @FunctionalInterface
    interface Adder {
        void add(
                String name,
                int warmUpBars,
                String unit,
                Map<String, Integer> parameters,
                Function<BarSeries, Calculation> factory);
    }
}
