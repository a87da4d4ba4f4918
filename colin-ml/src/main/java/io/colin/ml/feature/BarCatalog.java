package io.colin.ml.feature;

import io.colin.api.internal.Require;
import io.colin.ml.feature.ColumnTable.Column;
import io.colin.ml.feature.book.BookFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every column of the bar profile. Formulas stand at the columns' calculations and in the reference; a zero denominator
 * gives the neutral value, before its warm-up a column is absent. Immutable and safe for use by several threads.
 */
public final class BarCatalog {
    private static final BarCatalog STANDARD = new BarCatalog();

    private final Map<String, Column> columns;

    private BarCatalog() {
        ColumnTable table = new ColumnTable();
        TechnicalCatalog.addTo(table);
        for (int i = 0; i < BookFeatures.columns().size(); i++) {
            table.read(BookFeatures.columns().get(i), InputRow.BOOK + i);
        }
        LiquidityCatalog.addTo(table);
        AlternativeCatalog.addTo(table);
        this.columns = Collections.unmodifiableMap(table.columns());
    }

    /**
     * The catalog.
     *
     * @return the one catalog
     */
    public static BarCatalog standard() {
        return STANDARD;
    }

    /**
     * The columns of the demonstration preset: 24, none needing more than 105 bars, all required.
     *
     * @return the schema
     */
    public static FeatureSchema demonstration() {
        return STANDARD.schema(List.of(
                "ret_1",
                "ret_5",
                "ret_15",
                "ret_60",
                "body",
                "close_pos",
                "range_pct",
                "dist_ema_20",
                "ema_slope_20",
                "rsi_14",
                "macd_hist",
                "stoch_k",
                "mfi_14",
                "di_diff",
                "eff_ratio_14",
                "vol_ratio_20",
                "obv_slope_20",
                "vwap_dist_60",
                "atr_ratio_14",
                "rv_ratio",
                "bb_pos_20",
                "amihud_60",
                "tod_sin",
                "tod_cos"));
    }

    /**
     * All columns. Those that bars alone give are required; the others, which a source may not have, are optional. What
     * a source never shows in training leaves the schema there.
     *
     * @return the schema
     */
    public static FeatureSchema complete() {
        return new FeatureSchema(STANDARD.columns.values().stream()
                .map(column -> column.spec().withRequired(column.barsAlone()))
                .toList());
    }

    /**
     * The names of all columns, in the order of the reference.
     *
     * @return unmodifiable
     */
    public Set<String> names() {
        return columns.keySet();
    }

    /**
     * What a column is.
     *
     * @param name of the column
     * @return its specification, required
     * @throws IllegalArgumentException if there is no such column
     */
    public ColumnSpec spec(String name) {
        return column(name).spec();
    }

    /**
     * A schema of chosen columns, all required.
     *
     * @param names in order
     * @return the schema
     * @throws IllegalArgumentException if a name is unknown or given twice
     */
    public FeatureSchema schema(List<String> names) {
        return new FeatureSchema(names.stream().map(this::spec).toList());
    }

    /**
     * Whether closed bars are all a schema needs.
     *
     * @param schema of this catalog
     * @return false when a column needs the book, sides of trades or anything published
     * @throws IllegalArgumentException if a column is unknown
     */
    public boolean isBarsAlone(FeatureSchema schema) {
        return schema.columns().stream().allMatch(spec -> column(spec.name()).barsAlone());
    }

    /** The calculations of a schema's columns, in order; refuses one whose formula is not the one known here. */
    List<Calculation> calculations(FeatureSchema schema, BarSeries series) {
        List<Calculation> calculations = new ArrayList<>();
        for (ColumnSpec wanted : schema.columns()) {
            Column known = column(wanted.name());
            Require.that(
                    known.spec().equals(wanted.withRequired(true)),
                    "column " + wanted.name(),
                    "must have the formula known here: " + known.spec(),
                    wanted);
            calculations.add(known.factory().apply(series));
        }
        return calculations;
    }

    private Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw Require.broken("column", "must be one of the bar catalog", name);
        }
        return column;
    }
}
