package io.colin.ml.feature;

import static io.colin.ml.feature.FeatureGroup.ALTERNATIVE;
import static io.colin.ml.feature.FeatureGroup.LIQUIDITY;
import static io.colin.ml.feature.FeatureGroup.TECHNICAL;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Every column that closed bars alone can give: the 50 technical ones, Amihud's two and the three of the clock. Formulas
 * stand at the columns' calculations and in the reference; a zero denominator gives the neutral value, before its
 * warm-up a column is absent. Immutable and safe for use by several threads.
 */
public final class BarCatalog {
    /** r(1) to r(240), in bars. */
    private static final int[] RETURNS = {1, 3, 5, 10, 15, 30, 60, 240};

    private static final int[] DISTANCES = {5, 10, 20, 50, 100, 200};
    private static final String FRACTION = "fraction";
    private static final String LOG = "log ratio";
    private static final String FLAG = "flag";
    private static final String PERCENT = "0 to 100";
    private static final String RATIO = "ratio";

    /** Last, because it needs the constants above. */
    private static final BarCatalog STANDARD = new BarCatalog();

    private final Map<String, Column> columns = new LinkedHashMap<>();

    private record Column(ColumnSpec spec, Function<BarSeries, Calculation> factory) {}

    private BarCatalog() {
        addReturnsAndShape();
        addTrend();
        addOscillators();
        addVolume();
        addVolatility();
        addPatterns();
        addActivity();
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
     * The names of all columns, in the order of the reference.
     *
     * @return unmodifiable
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(columns.keySet());
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

    private void addReturnsAndShape() {
        for (int k : RETURNS) {
            add("ret_" + k, k + 1, LOG, Map.of("k", k), s -> TrendColumns.logReturn(s, k));
        }
        add("body", 1, FRACTION, Map.of(), ShapeColumns::body);
        add("upper_shadow", 1, FRACTION, Map.of(), ShapeColumns::upperShadow);
        add("lower_shadow", 1, FRACTION, Map.of(), ShapeColumns::lowerShadow);
        add("close_pos", 1, FRACTION, Map.of(), ShapeColumns::closePosition);
        add("range_pct", 1, FRACTION, Map.of(), ShapeColumns::rangeShare);
    }

    private void addTrend() {
        for (int n : DISTANCES) {
            add("dist_ema_" + n, 3 * n, LOG, Map.of("n", n), s -> TrendColumns.distance(s, n));
        }
        add("ema_slope_20", 65, LOG, Map.of("n", 20, "lag", 5), TrendColumns::slope);
        add("ema_cross", 150, LOG, Map.of("fast", 20, "slow", 50), TrendColumns::cross);
    }

    private void addOscillators() {
        add("rsi_14", 70, PERCENT, Map.of("n", 14), OscillatorColumns::rsi);
        add("rsi_div", 98, FLAG, Map.of("n", 14), OscillatorColumns::divergence);
        add("macd", 78, FRACTION, Map.of("fast", 12, "slow", 26), TrendColumns::macd);
        add("macd_hist", 105, FRACTION, Map.of("fast", 12, "slow", 26, "signal", 9), TrendColumns::macdHistogram);
        add("stoch_k", 14, PERCENT, Map.of("n", 14), OscillatorColumns::stochastic);
        add("stoch_d", 16, PERCENT, Map.of("n", 14, "mean", 3), OscillatorColumns::stochasticMean);
        add("cci_14", 14, RATIO, Map.of("n", 14), OscillatorColumns::commodityChannel);
        add("mfi_14", 15, PERCENT, Map.of("n", 14), OscillatorColumns::moneyFlow);
        add("adx_14", 140, PERCENT, Map.of("n", 14), TrendColumns::directionalIndex);
        add("di_diff", 70, FRACTION, Map.of("n", 14), TrendColumns::directionalDifference);
        add("eff_ratio_14", 15, FRACTION, Map.of("n", 14), TrendColumns::efficiency);
        add("accel_5", 11, LOG, Map.of("k", 5), TrendColumns::acceleration);
    }

    private void addVolume() {
        add("vol_ratio_20", 20, LOG, Map.of("n", 20), VolumeColumns::ratio);
        add("vol_z_60", 60, "standard deviations", Map.of("n", 60), VolumeColumns::score);
        add("obv_slope_20", 21, FRACTION, Map.of("n", 20), VolumeColumns::onBalance);
        add("vpt_20", 21, LOG, Map.of("n", 20), VolumeColumns::priceTrend);
        add("vwap_dist_14", 14, LOG, Map.of("n", 14), s -> VolumeColumns.vwapDistance(s, 14));
        add("vwap_dist_60", 60, LOG, Map.of("n", 60), s -> VolumeColumns.vwapDistance(s, 60));
    }

    private void addVolatility() {
        add("atr_ratio_14", 70, FRACTION, Map.of("n", 14), VolatilityColumns::atrRatio);
        add("rv_15", 16, LOG, Map.of("n", 15), s -> VolatilityColumns.realised(s, 15));
        add("rv_60", 61, LOG, Map.of("n", 60), s -> VolatilityColumns.realised(s, 60));
        add("rv_ratio", 61, LOG, Map.of("recent", 15, "hour", 60), VolatilityColumns::realisedRatio);
        add("parkinson_30", 30, LOG, Map.of("n", 30), VolatilityColumns::parkinson);
        add("bb_pos_20", 20, FRACTION, Map.of("n", 20, "deviations", 2), OscillatorColumns::bollingerPosition);
        add("bb_width_20", 20, FRACTION, Map.of("n", 20, "deviations", 2), OscillatorColumns::bollingerWidth);
        add("keltner_pos_20", 70, RATIO, Map.of("n", 20, "atr", 14), TrendColumns::keltner);
    }

    private void addPatterns() {
        add("doji", 1, FLAG, Map.of(), ShapeColumns::doji);
        add("hammer", 1, FLAG, Map.of(), ShapeColumns::hammer);
        add("engulfing", 2, FLAG, Map.of(), ShapeColumns::engulfing);
    }

    private void addActivity() {
        put("amihud_60", 61, "log per quote unit", Map.of("n", 60), LIQUIDITY, ActivityColumns::amihud);
        put("amihud_ratio", 241, LOG, Map.of("recent", 15, "n", 240), LIQUIDITY, ActivityColumns::amihudRatio);
        put("tod_sin", 1, FRACTION, Map.of(), ALTERNATIVE, ActivityColumns::timeOfDaySine);
        put("tod_cos", 1, FRACTION, Map.of(), ALTERNATIVE, ActivityColumns::timeOfDayCosine);
        put("session", 1, FRACTION, Map.of(), ALTERNATIVE, ActivityColumns::session);
    }

    private void add(
            String name,
            int warmUp,
            String unit,
            Map<String, Integer> parameters,
            Function<BarSeries, Calculation> factory) {
        put(name, warmUp, unit, parameters, TECHNICAL, factory);
    }

    private void put(
            String name,
            int warmUp,
            String unit,
            Map<String, Integer> parameters,
            FeatureGroup group,
            Function<BarSeries, Calculation> factory) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        parameters.forEach((key, value) -> numbers.put(key, value.doubleValue()));
        columns.put(name, new Column(new ColumnSpec(name, 1, numbers, true, warmUp, unit, group), factory));
    }
}
