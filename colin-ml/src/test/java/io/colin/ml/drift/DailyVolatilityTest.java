package io.colin.ml.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.Bar;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.history.BarHistory;
import io.colin.ml.registry.ModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

class DailyVolatilityTest {
    private static final long MINUTE = SyntheticMarket.MINUTE_NS;
    private static final int DAY = 1_440;

    private final DailyVolatility volatility = DailyVolatility.ofBars(MINUTE);

    @Test
    void itIsTheDeviationOfTheLastDaysReturnsAndUnknownBeforeHalfOfThem() {
        List<Bar> bars = SyntheticMarket.randomWalk(5, 4_000);
        for (int i = 0; i < bars.size(); i++) {
            on(bars.get(i));
            if (i < DAY / 2) {
                assertThat(volatility.value()).isNaN();
            } else if (i % 97 == 0) {
                int from = Math.max(1, i - DAY + 1);
                double[] returns = IntStream.rangeClosed(from, i)
                        .mapToDouble(k -> Math.log(close(bars, k) / close(bars, k - 1)))
                        .toArray();
                assertThat(volatility.value()).isCloseTo(new StandardDeviation().evaluate(returns), within(1e-12));
            }
        }
    }

    @Test
    void aHoleIsNoReturnAndWhatGoesBackIsPassedOver() {
        List<Bar> bars = SyntheticMarket.trends(5, 1_500);
        bars.forEach(this::on);
        double before = volatility.value();
        on(bars.get(700));
        assertThat(volatility.value()).isEqualTo(before);
        long later = bars.getLast().timeNs() + 2 * MINUTE;
        volatility.on(later, later + MINUTE, 1);
        assertThat(volatility.value()).isCloseTo(before, within(before / 100));
        long dayLater = later + DAY * MINUTE;
        volatility.on(dayLater, dayLater + MINUTE, 1);
        assertThat(volatility.value()).isNaN();
    }

    @Test
    void theRangeIsThatOfTheTrainingAndOfNothingAfterIt() {
        List<Bar> bars = SyntheticMarket.trends(5, 2_000);
        List<Double> range = DailyVolatility.range(history(bars), 1_500);
        assertThat(range).hasSize(2).isSorted().allMatch(value -> value > 0.0003 && value < 0.003);
        assertThat(DailyVolatility.range(history(bars.subList(0, 1_501)), 1_500))
                .isEqualTo(range);
        assertThat(DailyVolatility.range(history(bars), 500)).isEmpty();
    }

    @Test
    void aReferenceKeptBeforeThereWasARangeHasNone() {
        byte[] bytes = Trained.model().file().requirePart(ModelFile.REFERENCE);
        String older = new String(bytes, StandardCharsets.UTF_8).replaceFirst(",\"volatilityRange\":\\[[^]]*]", "");
        assertThat(older).doesNotContain("volatilityRange");
        TrainingReference parsed = TrainingReference.parse(older.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.volatilityRange()).isEmpty();
        assertThat(parsed.columns()).isEqualTo(TrainingReference.parse(bytes).columns());
    }

    private static BarHistory history(List<Bar> bars) {
        return BarHistory.read(
                SyntheticMarket.source(bars),
                SyntheticMarket.SYMBOL,
                Duration.ofMinutes(1),
                TradingCosts.demonstration());
    }

    private void on(Bar bar) {
        volatility.on(bar.openTimeNs(), bar.timeNs(), bar.close().doubleValue());
    }

    private static double close(List<Bar> bars, int index) {
        return bars.get(index).close().doubleValue();
    }
}
