package io.colin.risk.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Returns far from zero on average, by hand: it is their moves about the mean that count. */
class PearsonTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");

    @Test
    void isTheSameWhateverTheMeansAre() {
        assertThat(rho(new double[] {1, 2, 3, 4}, new double[] {2, 4, 6, 9}))
                .isCloseTo(11.5 / Math.sqrt(5 * 26.75), within(1e-12));
        assertThat(rho(new double[] {-1.5, -0.5, 0.5, 1.5}, new double[] {-3.25, -1.25, 0.75, 3.75}))
                .isCloseTo(11.5 / Math.sqrt(5 * 26.75), within(1e-12));
    }

    @Test
    void looksOnlyAtTimesWhenBothAreKnown() {
        double none = Double.NaN;
        assertThat(rho(new double[] {1, 50, 2, 3, 4}, new double[] {2, none, 4, 6, 9}))
                .isCloseTo(11.5 / Math.sqrt(5 * 26.75), within(1e-12));
    }

    @Test
    void isUnknownOfWhatDoesNotMove() {
        assertThat(rho(new double[] {2, 2, 2, 2}, new double[] {1, 2, 3, 4})).isNaN();
    }

    private static double rho(double[] one, double[] other) {
        long[] times = new long[one.length];
        for (int t = 0; t < times.length; t++) {
            times[t] = (t + 1) * DAY_NS;
        }
        ReturnHistory history = ReturnHistory.ofReturns(DAY_NS, List.of(BTC, ETH), times, new double[][] {one, other});
        return new Pearson(history, 0, 2).rho(0, 1);
    }
}
