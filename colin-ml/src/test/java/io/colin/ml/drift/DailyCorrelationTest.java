package io.colin.ml.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

final class DailyCorrelationTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final List<Symbol> SYMBOLS =
            List.of(Symbol.of("BTC/USD"), Symbol.of("ETH/USD"), Symbol.of("SOL/USD"));

    @Test
    void isTheMeanOverAllPairsOfTheLastDay() {
        Random random = new Random(5);
        DailyCorrelation correlation = DailyCorrelation.ofBars(MINUTE);
        double[] closes = {100, 50, 10};
        List<double[]> returns = new ArrayList<>();
        for (int bar = 0; bar < 3_000; bar++) {
            double market = random.nextGaussian();
            double[] row = new double[3];
            for (int k = 0; k < 3; k++) {
                row[k] = 1e-3 * (k * market + random.nextGaussian());
                closes[k] *= Math.exp(row[k]);
                correlation.on(SYMBOLS.get(k), bar * MINUTE, (bar + 1) * MINUTE, closes[k]);
            }
            returns.add(row);
        }
        double expected = 0;
        double[][] day = returns.subList(3_000 - 1_440, 3_000).toArray(double[][]::new);
        double[][] matrix = new PearsonsCorrelation(day).getCorrelationMatrix().getData();
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < a; b++) {
                expected += matrix[a][b] / 3;
            }
        }
        assertThat(correlation.value()).isCloseTo(expected, within(1e-9));
        assertThat(expected).isBetween(0.1, 0.5);
    }

    @Test
    void isUnknownWithoutASecondSymbolThatMovedForHalfADay() {
        Random random = new Random(6);
        DailyCorrelation correlation = DailyCorrelation.ofBars(MINUTE);
        for (int bar = 0; bar < 2_000; bar++) {
            correlation.on(SYMBOLS.get(0), bar * MINUTE, (bar + 1) * MINUTE, 100 + random.nextDouble());
            correlation.on(SYMBOLS.get(1), bar * MINUTE, (bar + 1) * MINUTE, 50);
            if (bar > 1_290) {
                correlation.on(SYMBOLS.get(2), bar * MINUTE, (bar + 1) * MINUTE, 10 + random.nextDouble());
            }
        }
        assertThat(correlation.value())
                .as("one moved, one stood, one came late")
                .isNaN();
        for (int bar = 2_000; bar < 2_020; bar++) {
            correlation.on(SYMBOLS.get(0), bar * MINUTE, (bar + 1) * MINUTE, 100 + random.nextDouble());
            correlation.on(SYMBOLS.get(1), bar * MINUTE, (bar + 1) * MINUTE, 50);
            correlation.on(SYMBOLS.get(2), bar * MINUTE, (bar + 1) * MINUTE, 10 + random.nextDouble());
        }
        assertThat(correlation.value()).isCloseTo(0, within(0.15));
    }
}
