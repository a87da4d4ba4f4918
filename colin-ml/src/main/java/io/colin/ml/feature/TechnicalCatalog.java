package io.colin.ml.feature;

import static io.colin.ml.feature.ColumnTable.FLAG;
import static io.colin.ml.feature.ColumnTable.FRACTION;
import static io.colin.ml.feature.ColumnTable.LOG;
import static io.colin.ml.feature.ColumnTable.PERCENT;
import static io.colin.ml.feature.ColumnTable.RATIO;

import java.util.Map;

/** The 50 technical columns, all from bars alone. */
final class TechnicalCatalog {
    /** r(1) to r(240), in bars. */
    private static final int[] RETURNS = {1, 3, 5, 10, 15, 30, 60, 240};

    private static final int[] DISTANCES = {5, 10, 20, 50, 100, 200};

    private final ColumnTable.Adder to;

    private TechnicalCatalog(ColumnTable.Adder to) {
        this.to = to;
    }

    static void addTo(ColumnTable table) {
        TechnicalCatalog catalog = new TechnicalCatalog(table.group(FeatureGroup.TECHNICAL, true));
        catalog.addReturnsAndShape();
        catalog.addTrend();
        catalog.addOscillators();
        catalog.addVolume();
        catalog.addVolatility();
        catalog.addPatterns();
    }

    private void addReturnsAndShape() {
        for (int k : RETURNS) {
            to.add("ret_" + k, k + 1, LOG, Map.of("k", k), s -> TrendColumns.logReturn(s, k));
        }
        to.add("body", 1, FRACTION, Map.of(), ShapeColumns::body);
        to.add("upper_shadow", 1, FRACTION, Map.of(), ShapeColumns::upperShadow);
        to.add("lower_shadow", 1, FRACTION, Map.of(), ShapeColumns::lowerShadow);
        to.add("close_pos", 1, FRACTION, Map.of(), ShapeColumns::closePosition);
        to.add("range_pct", 1, FRACTION, Map.of(), ShapeColumns::rangeShare);
    }

    private void addTrend() {
        for (int n : DISTANCES) {
            to.add("dist_ema_" + n, 3 * n, LOG, Map.of("n", n), s -> TrendColumns.distance(s, n));
        }
        to.add("ema_slope_20", 65, LOG, Map.of("n", 20, "lag", 5), TrendColumns::slope);
        to.add("ema_cross", 150, LOG, Map.of("fast", 20, "slow", 50), TrendColumns::cross);
    }

    private void addOscillators() {
        to.add("rsi_14", 70, PERCENT, Map.of("n", 14), OscillatorColumns::rsi);
        to.add("rsi_div", 98, FLAG, Map.of("n", 14), OscillatorColumns::divergence);
        to.add("macd", 78, FRACTION, Map.of("fast", 12, "slow", 26), TrendColumns::macd);
        to.add("macd_hist", 105, FRACTION, Map.of("fast", 12, "slow", 26, "signal", 9), TrendColumns::macdHistogram);
        to.add("stoch_k", 14, PERCENT, Map.of("n", 14), OscillatorColumns::stochastic);
        to.add("stoch_d", 16, PERCENT, Map.of("n", 14, "mean", 3), OscillatorColumns::stochasticMean);
        to.add("cci_14", 14, RATIO, Map.of("n", 14), OscillatorColumns::commodityChannel);
        to.add("mfi_14", 15, PERCENT, Map.of("n", 14), OscillatorColumns::moneyFlow);
        to.add("adx_14", 140, PERCENT, Map.of("n", 14), TrendColumns::directionalIndex);
        to.add("di_diff", 70, FRACTION, Map.of("n", 14), TrendColumns::directionalDifference);
        to.add("eff_ratio_14", 15, FRACTION, Map.of("n", 14), TrendColumns::efficiency);
        to.add("accel_5", 11, LOG, Map.of("k", 5), TrendColumns::acceleration);
    }

    private void addVolume() {
        to.add("vol_ratio_20", 20, LOG, Map.of("n", 20), VolumeColumns::ratio);
        to.add("vol_z_60", 60, ColumnTable.DEVIATIONS, Map.of("n", 60), VolumeColumns::score);
        to.add("obv_slope_20", 21, FRACTION, Map.of("n", 20), VolumeColumns::onBalance);
        to.add("vpt_20", 21, LOG, Map.of("n", 20), VolumeColumns::priceTrend);
        to.add("vwap_dist_14", 14, LOG, Map.of("n", 14), s -> VolumeColumns.vwapDistance(s, 14));
        to.add("vwap_dist_60", 60, LOG, Map.of("n", 60), s -> VolumeColumns.vwapDistance(s, 60));
    }

    private void addVolatility() {
        to.add("atr_ratio_14", 70, FRACTION, Map.of("n", 14), VolatilityColumns::atrRatio);
        to.add("rv_15", 16, LOG, Map.of("n", 15), s -> VolatilityColumns.realised(s, 15));
        to.add("rv_60", 61, LOG, Map.of("n", 60), s -> VolatilityColumns.realised(s, 60));
        to.add("rv_ratio", 61, LOG, Map.of("recent", 15, "hour", 60), VolatilityColumns::realisedRatio);
        to.add("parkinson_30", 30, LOG, Map.of("n", 30), VolatilityColumns::parkinson);
        to.add("bb_pos_20", 20, FRACTION, Map.of("n", 20, "deviations", 2), OscillatorColumns::bollingerPosition);
        to.add("bb_width_20", 20, FRACTION, Map.of("n", 20, "deviations", 2), OscillatorColumns::bollingerWidth);
        to.add("keltner_pos_20", 70, RATIO, Map.of("n", 20, "atr", 14), TrendColumns::keltner);
    }

    private void addPatterns() {
        to.add("doji", 1, FLAG, Map.of(), ShapeColumns::doji);
        to.add("hammer", 1, FLAG, Map.of(), ShapeColumns::hammer);
        to.add("engulfing", 2, FLAG, Map.of(), ShapeColumns::engulfing);
    }
}
