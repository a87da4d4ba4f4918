package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.ml.SyntheticMarket;
import io.colin.ml.feature.FeatureStream.State;
import io.colin.ml.feature.FeatureStream.Taken;
import io.colin.ml.history.Candle;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureStreamTest {
    private static final FeatureSchema RETURNS = BarCatalog.standard().schema(List.of("ret_1", "body"));

    @Test
    void warmsUpUntilEveryRowOfTheWindowHasEveryColumn() {
        FeatureStream stream = FeatureStream.of(RETURNS, 3, 5);
        for (int i = 0; i < 3; i++) {
            stream.update(candle(i, 800 + i, 1));
            assertThat(stream.state()).isEqualTo(State.WARMING_UP);
        }
        stream.update(candle(3, 804, 1));
        assertThat(stream.state()).isEqualTo(State.READY);
    }

    @Test
    void theWindowHoldsTheOldestRowFirst() {
        FeatureStream stream = FeatureStream.of(RETURNS, 2, 5);
        for (int i = 0; i < 5; i++) {
            stream.update(candle(i, 800 + i * i, 1));
        }
        double[] window = new double[4];
        stream.copyWindow(window);
        assertThat(window[0]).isEqualTo(Math.log(809.0 / 804));
        assertThat(window[2]).isEqualTo(Math.log(816.0 / 809));
    }

    @Test
    void tooManyBarsWithoutATradeGiveNoDataUntilTheyLeaveTheWindow() {
        FeatureStream stream = FeatureStream.of(RETURNS, 3, 2);
        int i = 0;
        for (; i < 6; i++) {
            stream.update(candle(i, 800, 1));
        }
        stream.update(candle(i++, 800, 0));
        stream.update(candle(i++, 800, 0));
        assertThat(stream.state()).isEqualTo(State.READY);
        stream.update(candle(i++, 800, 0));
        assertThat(stream.emptyRun()).isEqualTo(3);
        assertThat(stream.state()).isEqualTo(State.NO_DATA);
        stream.update(candle(i++, 800, 1));
        stream.update(candle(i++, 800, 1));
        assertThat(stream.state()).isEqualTo(State.NO_DATA);
        stream.update(candle(i, 800, 1));
        assertThat(stream.state()).isEqualTo(State.READY);
    }

    @Test
    void aHoleInTimeStartsTheWarmUpAnew() {
        FeatureStream stream = FeatureStream.of(RETURNS, 2, 5);
        for (int i = 0; i < 10; i++) {
            stream.update(candle(i, 800, 1));
        }
        assertThat(stream.update(candle(12, 800, 1))).isEqualTo(Taken.AFTER_HOLE);
        assertThat(stream.state()).isEqualTo(State.WARMING_UP);
        assertThat(stream.bars()).isEqualTo(1);
    }

    @Test
    void aBarGivenTwiceOrTooLateIsRefusedAndChangesNothing() {
        FeatureStream stream = FeatureStream.of(RETURNS, 2, 5);
        FeatureStream clean = FeatureStream.of(RETURNS, 2, 5);
        for (int i = 0; i < 6; i++) {
            assertThat(stream.update(candle(i, 800 + i, 1))).isEqualTo(Taken.IN_ORDER);
            clean.update(candle(i, 800 + i, 1));
        }
        assertThat(stream.update(candle(5, 900, 1))).isEqualTo(Taken.DUPLICATE);
        assertThat(stream.update(candle(2, 900, 1))).isEqualTo(Taken.OUT_OF_ORDER);
        assertThat(stream.update(candle(6, 806, 1))).isEqualTo(Taken.IN_ORDER);
        clean.update(candle(6, 806, 1));
        double[] window = new double[4];
        double[] expected = new double[4];
        stream.copyWindow(window);
        clean.copyWindow(expected);
        assertThat(window).isEqualTo(expected);
        assertThat(stream.bars()).isEqualTo(7);
    }

    @Test
    void anAbsentRequiredColumnGivesNoDataAndAnAbsentOptionalOneIsNamed() {
        ColumnSpec illiquidity = BarCatalog.standard().spec("amihud_60");
        FeatureStream required = FeatureStream.of(new FeatureSchema(List.of(illiquidity)), 1, 1_000);
        FeatureStream optional =
                FeatureStream.of(new FeatureSchema(List.of(illiquidity.withRequired(false))), 1, 1_000);
        for (int i = 0; i < 61; i++) {
            required.update(candle(i, 800, 0));
            optional.update(candle(i, 800, 0));
        }
        assertThat(required.state()).isEqualTo(State.NO_DATA);
        assertThat(required.absentRequired()).containsExactly("amihud_60");
        assertThat(optional.state()).isEqualTo(State.READY);
        assertThat(optional.absentOptional()).containsExactly("amihud_60");
    }

    private static Candle candle(int index, double price, double volume) {
        return Candle.of(SyntheticMarket.bar(index, price, price, price, price, volume));
    }
}
