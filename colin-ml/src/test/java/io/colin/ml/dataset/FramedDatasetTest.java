package io.colin.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Bar;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.frame.FrameStream;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.TripleBarrier;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of several time frames: what training sees is what serving will see. */
class FramedDatasetTest {
    private static final List<Bar> BARS = SyntheticMarket.trends(5, 600);
    private static final FeatureSchema SCHEMA =
            FrameSchema.of(BarCatalog.standard().schema(List.of("ret_1", "range_pct", "vol_ratio_20")), List.of(1, 5));
    private static final BarDataset DATA = BarDataset.of(
            BarHistory.read(
                    SyntheticMarket.source(BARS),
                    SyntheticMarket.SYMBOL,
                    Duration.ofMinutes(1),
                    new TradingCosts(1, HalfSpread.fixed(1), 0)),
            new BarDataset.Shape(SCHEMA, 6, 5),
            TripleBarrier.of(BarrierSettings.standard(), 5));

    @Test
    void windowsAreThoseTheStreamGivesAtTheSameBarScaledByTheirFrame() {
        Scaler scaler = Scaler.fit(DATA, 400);
        Windows windows = DATA.windows(scaler, DATA.outcomes());
        assertThat(windows.steps()).isEqualTo(6);
        assertThat(windows.features()).isEqualTo(3);
        FrameLayout layout = new FrameLayout(List.of(1, 5), 3);
        FrameStream stream = FrameStream.of(SCHEMA, 6, 5);
        int next = 0;
        double[] expected = new double[18];
        float[] found = new float[18];
        for (int bar = 0; bar < DATA.history().size(); bar++) {
            stream.update(DATA.history().candle(bar), new double[0], 0);
            if (next < DATA.outcomes().size() && DATA.outcomes().get(next).decision() == bar) {
                stream.copyWindow(expected);
                windows.copy(next++, found, 0);
                for (int i = 0; i < 18; i++) {
                    assertThat(found[i])
                            .as("bar %d value %d", bar, i)
                            .isEqualTo(scaler.scale(layout.column(i, 6), expected[i]));
                }
            }
        }
        assertThat(next).isGreaterThan(400);
    }

    @Test
    void aColumnOfALongerFrameHoldsItsLastClosedBarsValue() {
        Outcome some = DATA.outcomes().get(100);
        int closed = some.decision() - Math.floorMod(some.decision() + 1, 5);
        for (int column = 3; column < 6; column++) {
            assertThat(DATA.value(some.decision(), column)).isEqualTo(DATA.value(closed, column));
        }
        assertThat(DATA.value(closed, 3)).isNotEqualTo(DATA.value(closed - 1, 3));
    }
}
