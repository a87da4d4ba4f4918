package io.colin.ml.feature;

import static io.colin.ml.feature.ColumnTable.FRACTION;
import static io.colin.ml.feature.ColumnTable.LOG;

import java.util.Map;

/** The 15 liquidity columns. */
final class LiquidityCatalog {
    private static final String ATR = "average true ranges";

    private LiquidityCatalog() {}

    static void addTo(ColumnTable table) {
        ColumnTable.Adder bars = table.group(FeatureGroup.LIQUIDITY, true);
        ColumnTable.Adder more = table.group(FeatureGroup.LIQUIDITY, false);
        addPrices(bars, more);
        addFlows(bars, more);
        Map<String, Integer> swings = Map.of("side", 3, "n", 1_440, "none", 20);
        bars.add("pool_above", 70, ATR, swings, LiquidityColumns::poolAbove);
        bars.add("pool_below", 70, ATR, swings, LiquidityColumns::poolBelow);
    }

    private static void addPrices(ColumnTable.Adder bars, ColumnTable.Adder more) {
        bars.add("amihud_60", 61, "log per quote unit", Map.of("n", 60), LiquidityColumns::amihud);
        bars.add("amihud_ratio", 241, LOG, Map.of("recent", 15, "n", 240), LiquidityColumns::amihudRatio);
        more.add("kyle_60", 61, "log return a mean bar's volume", Map.of("n", 60), LiquidityColumns::kyle);
        bars.add("roll_60", 62, FRACTION, Map.of("n", 60), LiquidityColumns::roll);
        bars.add(
                "liq_depth_z",
                1_460,
                ColumnTable.DEVIATIONS,
                Map.of("mean", 20, "n", 1_440),
                LiquidityColumns::depthScore);
    }

    private static void addFlows(ColumnTable.Adder bars, ColumnTable.Adder more) {
        bars.add("turnover_60", 1_440, LOG, Map.of("recent", 60, "n", 1_440), LiquidityColumns::turnover);
        Map<String, Integer> large = Map.of("recent", 15, "n", 1_440, "percentile", 90);
        bars.add("large_share_15", 1_455, FRACTION, large, LiquidityColumns::largeShare);
        bars.add("whale", 60, LOG, Map.of("n", 60, "times", 3), LiquidityColumns::whale);
        more.add("net_flow_15", 15, FRACTION, Map.of("n", 15), s -> LiquidityColumns.netFlow(s, 15));
        more.add("net_flow_60", 60, FRACTION, Map.of("n", 60), s -> LiquidityColumns.netFlow(s, 60));
        String unit = "log of 1 + basis points of traded value";
        more.add(
                "liq_long_15",
                15,
                unit,
                Map.of("n", 15),
                s -> LiquidityColumns.liquidated(s, InputRow.LIQUIDATED_LONG));
        more.add(
                "liq_short_15",
                15,
                unit,
                Map.of("n", 15),
                s -> LiquidityColumns.liquidated(s, InputRow.LIQUIDATED_SHORT));
        more.add("liq_imb_60", 60, FRACTION, Map.of("n", 60), LiquidityColumns::liquidationImbalance);
    }
}
