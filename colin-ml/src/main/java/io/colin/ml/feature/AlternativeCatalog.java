package io.colin.ml.feature;

import static io.colin.ml.feature.ColumnTable.FRACTION;
import static io.colin.ml.feature.ColumnTable.LOG;

import java.util.Map;
import java.util.function.Function;

/** The 10 alternative columns; stale-after times are parameters, in minutes. */
final class AlternativeCatalog {
    private AlternativeCatalog() {}

    static void addTo(ColumnTable table) {
        ColumnTable.Adder outside = table.group(FeatureGroup.ALTERNATIVE, false);
        outside.add("fear_greed", 1, FRACTION, Map.of("stale", 2_160), AlternativeColumns::sentiment);
        outside.add("funding_bps", 1, "basis points per 8 h", Map.of("stale", 10), input(InputRow.FUNDING));
        outside.add(
                "funding_z", 1, ColumnTable.DEVIATIONS, Map.of("n", 90, "stale", 960), input(InputRow.FUNDING_SCORE));
        Map<String, Integer> hour = Map.of("n", 60, "stale", 10);
        outside.add("oi_chg_60", 61, LOG, hour, AlternativeColumns::openInterestChange);
        outside.add("oi_price", 61, LOG, hour, AlternativeColumns::openInterestAndPrice);
        Map<String, Integer> reference = Map.of("k", 15, "staleBars", 2);
        outside.add("btc_ret_15", 1, LOG, reference, input(InputRow.BTC_RETURN));
        outside.add("eth_ret_15", 1, LOG, reference, input(InputRow.ETH_RETURN));
        ColumnTable.Adder clock = table.group(FeatureGroup.ALTERNATIVE, true);
        clock.add("tod_sin", 1, FRACTION, Map.of(), AlternativeColumns::timeOfDaySine);
        clock.add("tod_cos", 1, FRACTION, Map.of(), AlternativeColumns::timeOfDayCosine);
        clock.add("session", 1, FRACTION, Map.of(), AlternativeColumns::session);
    }

    private static Function<BarSeries, Calculation> input(int index) {
        return s -> () -> s.input(index);
    }
}
