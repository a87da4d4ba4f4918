package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.colin.api.market.Bar;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.history.Candle;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarFeaturesTest {
    private static final FeatureSchema EVERYTHING = BarCatalog.standard()
            .schema(BarCatalog.complete().columns().stream()
                    .filter(ColumnSpec::required)
                    .map(ColumnSpec::name)
                    .toList());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void incrementalColumnsEqualThePlainDefinitions(long seed) {
        List<Candle> candles = SyntheticMarket.candles(SyntheticMarket.randomWalk(seed, 900));
        PlainFeatures plain = new PlainFeatures(candles);
        double[][] rows = rows(candles);
        for (int column = 0; column < EVERYTHING.size(); column++) {
            ColumnSpec spec = EVERYTHING.columns().get(column);
            double[] expected = plain.column(spec.name());
            for (int t = spec.warmUpBars() - 1; t < candles.size(); t++) {
                double value = expected[t];
                assertThat(rows[t][column])
                        .as("%s at %d", spec.name(), t)
                        .isEqualTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
            }
        }
    }

    @Test
    void everyColumnIsAbsentBeforeItsWarmUpAndPresentAfter() {
        List<Candle> candles = SyntheticMarket.candles(SyntheticMarket.randomWalk(4, 700));
        double[][] rows = rows(candles);
        for (int column = 0; column < EVERYTHING.size(); column++) {
            ColumnSpec spec = EVERYTHING.columns().get(column);
            for (int t = 0; t < candles.size(); t++) {
                assertThat(Double.isNaN(rows[t][column]))
                        .as("%s absent at bar %d", spec.name(), t + 1)
                        .isEqualTo(t + 1 < spec.warmUpBars());
            }
        }
    }

    @Test
    void alteringAndAppendingTheFutureLeavesEveryPastValueBitIdentical() {
        List<Bar> bars = SyntheticMarket.randomWalk(5, 700);
        List<Bar> altered = new ArrayList<>(bars.subList(0, 650));
        for (int i = 650; i < 800; i++) {
            altered.add(SyntheticMarket.bar(i, 5_000, 9_000, 10, 20, 1e6));
        }
        double[][] past = rows(SyntheticMarket.candles(bars));
        double[][] rewritten = rows(SyntheticMarket.candles(altered));
        for (int t = 0; t < 650; t++) {
            for (int column = 0; column < EVERYTHING.size(); column++) {
                assertThat(Double.doubleToRawLongBits(rewritten[t][column]))
                        .isEqualTo(Double.doubleToRawLongBits(past[t][column]));
            }
        }
    }

    @Test
    void valuesAndValidityBitsAgree() {
        BarFeatures features = BarFeatures.of(EVERYTHING);
        for (Candle candle : SyntheticMarket.candles(SyntheticMarket.randomWalk(6, 120))) {
            features.update(candle);
            for (int column = 0; column < EVERYTHING.size(); column++) {
                assertThat(features.isPresent(column)).isNotEqualTo(Double.isNaN(features.value(column)));
            }
        }
        assertThat(features.isPresent(EVERYTHING.indexOf("ret_240"))).isFalse();
        assertThat(features.isPresent(EVERYTHING.indexOf("ret_60"))).isTrue();
    }

    @Test
    void aMarketThatStandsStillGivesTheNeutralValues() {
        BarFeatures features = BarFeatures.of(EVERYTHING);
        for (int i = 0; i < 700; i++) {
            features.update(Candle.of(SyntheticMarket.bar(i, 800, 800, 800, 800, 0)));
        }
        Map<String, Double> neutral = Map.ofEntries(
                Map.entry("body", 0.0),
                Map.entry("close_pos", 0.5),
                Map.entry("rsi_14", 50.0),
                Map.entry("rsi_div", 0.0),
                Map.entry("stoch_k", 50.0),
                Map.entry("stoch_d", 50.0),
                Map.entry("cci_14", 0.0),
                Map.entry("mfi_14", 50.0),
                Map.entry("di_diff", 0.0),
                Map.entry("adx_14", 0.0),
                Map.entry("eff_ratio_14", 0.0),
                Map.entry("vol_z_60", 0.0),
                Map.entry("vol_ratio_20", 0.0),
                Map.entry("obv_slope_20", 0.0),
                Map.entry("vpt_20", 0.0),
                Map.entry("vwap_dist_60", 0.0),
                Map.entry("rv_ratio", 0.0),
                Map.entry("bb_pos_20", 0.5),
                Map.entry("keltner_pos_20", 0.0));
        neutral.forEach((name, value) ->
                assertThat(features.value(EVERYTHING.indexOf(name))).as(name).isEqualTo(value));
    }

    @Test
    void illiquidityIsAbsentWhenNothingTradedInItsWindow() {
        FeatureSchema schema = BarCatalog.standard().schema(List.of("amihud_60"));
        BarFeatures features = BarFeatures.of(schema);
        for (int i = 0; i < 61; i++) {
            features.update(Candle.of(SyntheticMarket.bar(i, 800, 800, 800, 800, i == 0 ? 1 : 0)));
        }
        assertThat(features.isPresent(0)).isFalse();
        features.update(Candle.of(SyntheticMarket.bar(61, 800, 801, 800, 801, 2)));
        assertThat(features.value(0)).isEqualTo(Math.log(Math.log(801.0 / 800) / (801 * 2) + 1e-12), within(1e-12));
    }

    @Test
    void divergenceSeesAPriceLowThatTheRsiDoesNotConfirm() {
        FeatureSchema schema = BarCatalog.standard().schema(List.of("rsi_div"));
        BarFeatures features = BarFeatures.of(schema);
        double price = 1_000;
        double seen = 0;
        for (int i = 0; i < 140; i++) {
            // A crash at bar 100, then a slow slide to a lower low with relief in between.
            price += i == 100 ? -60 : i < 100 ? (i % 2 == 0 ? 1 : -1) : (i % 2 == 0 ? 3 : -5);
            features.update(Candle.of(SyntheticMarket.bar(i, price, price, price, price, 1)));
            if (features.isPresent(0)) {
                seen = Math.max(seen, features.value(0));
            }
        }
        assertThat(seen).isEqualTo(1);
    }

    @Test
    void updatingAllocatesNothingOnceWarm() {
        BarFeatures features = BarFeatures.of(EVERYTHING);
        Candle[] candles =
                SyntheticMarket.candles(SyntheticMarket.randomWalk(7, 20_000)).toArray(Candle[]::new);
        for (int i = 0; i < 15_000; i++) {
            features.update(candles[i]);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 15_000; i < 20_000; i++) {
            features.update(candles[i]);
        }
        long allocated = threads.getThreadAllocatedBytes(id) - before;
        assertThat(allocated).as("bytes for 5000 bars").isLessThan(1_000);
    }

    @Test
    void refusesAColumnItDoesNotKnowAndAFormulaThatIsNotItsOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarCatalog.standard().schema(List.of("ret_2")))
                .withMessageContaining("ret_2");
        ColumnSpec rsi = BarCatalog.standard().spec("rsi_14");
        ColumnSpec other = new ColumnSpec(
                rsi.name(), 2, rsi.parameters(), rsi.required(), rsi.warmUpBars(), rsi.unit(), rsi.group());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarFeatures.of(new FeatureSchema(List.of(other))))
                .withMessageContaining("rsi_14");
    }

    private static double[][] rows(List<Candle> candles) {
        BarFeatures features = BarFeatures.of(EVERYTHING);
        double[][] rows = new double[candles.size()][EVERYTHING.size()];
        for (int t = 0; t < rows.length; t++) {
            features.update(candles.get(t));
            features.copyTo(rows[t], 0);
        }
        return rows;
    }
}
