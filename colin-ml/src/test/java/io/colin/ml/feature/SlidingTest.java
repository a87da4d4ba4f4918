package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingTest {
    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 2, 3, 14, 60})
    void windowsEqualTheirPlainDefinition(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] x = random.doubles(500, -1, 5).toArray();
        SlidingSum sum = new SlidingSum(n);
        SlidingMaximum maximum = new SlidingMaximum(n);
        SlidingMoments moments = new SlidingMoments(n);
        for (int t = 0; t < x.length; t++) {
            double slidingSum = sum.add(x[t]);
            double slidingMaximum = maximum.add(x[t]);
            moments.add(x[t]);
            if (t < n - 1) {
                assertThat(slidingSum).isNaN();
                assertThat(slidingMaximum).isNaN();
                assertThat(moments.mean()).isNaN();
                continue;
            }
            int from = t - n + 1;
            double plain = IntStream.rangeClosed(from, t).mapToDouble(i -> x[i]).sum();
            assertThat(slidingSum).isEqualTo(plain, within(1e-12));
            assertThat(slidingMaximum)
                    .isEqualTo(IntStream.rangeClosed(from, t)
                            .mapToDouble(i -> x[i])
                            .max()
                            .orElseThrow());
            assertThat(moments.mean()).isEqualTo(plain / n, within(1e-12));
            double squares = IntStream.rangeClosed(from, t)
                    .mapToDouble(i -> Math.pow(x[i] - plain / n, 2))
                    .sum();
            if (n > 1) {
                assertThat(moments.sampleDeviation()).isEqualTo(Math.sqrt(squares / (n - 1)), within(1e-12));
            }
        }
    }

    @Test
    void aHugeValueThatLeftTakesNothingWithIt() {
        SlidingSum sum = new SlidingSum(3);
        SlidingMoments moments = new SlidingMoments(3);
        double last = 0;
        for (double x : new double[] {1e18, 0.1, 0.1, 0.1, 0.1}) {
            last = sum.add(x);
            moments.add(x);
        }
        assertThat(last).isEqualTo(0.1 + 0.1 + 0.1, within(1e-16));
        assertThat(moments.sampleDeviation()).isZero();
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {2, 3, 14, 60})
    void pairsCovaryAsTheirPlainDefinitionSays(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] x = random.doubles(500, 99, 100).toArray();
        double[] y = random.doubles(500, -1, 1).toArray();
        SlidingCovariance pairs = new SlidingCovariance(n);
        for (int t = 0; t < x.length; t++) {
            pairs.add(x[t], y[t]);
            if (t < n - 1) {
                assertThat(pairs.covariance()).isNaN();
                assertThat(pairs.slope()).isNaN();
                continue;
            }
            double[] lastX = Arrays.copyOfRange(x, t - n + 1, t + 1);
            double[] lastY = Arrays.copyOfRange(y, t - n + 1, t + 1);
            double meanX = Arrays.stream(lastX).sum() / n;
            double meanY = Arrays.stream(lastY).sum() / n;
            double products = IntStream.range(0, n)
                    .mapToDouble(i -> (lastX[i] - meanX) * (lastY[i] - meanY))
                    .sum();
            double squares =
                    Arrays.stream(lastX).map(v -> (v - meanX) * (v - meanX)).sum();
            assertThat(pairs.covariance()).isEqualTo(products / (n - 1), within(1e-12));
            double slope = products / squares;
            assertThat(pairs.slope()).isEqualTo(slope, within(1e-9 * Math.max(1, Math.abs(slope))));
        }
    }

    @Test
    void aMemberThatDoesNotVaryHasNoSlope() {
        SlidingCovariance pairs = new SlidingCovariance(5);
        for (int t = 0; t < 12; t++) {
            pairs.add(0.1, t);
        }
        assertThat(pairs.slope()).isZero();
    }

    @ParameterizedTest(name = "window {0}")
    @ValueSource(ints = {1, 2, 3, 50})
    void quantilesAreThoseOfTheSortedWindow(int n) {
        SplittableRandom random = new SplittableRandom(n);
        // Few values, so that equal ones come and go.
        double[] x = random.ints(600, 0, 20).asDoubleStream().toArray();
        SortedWindow window = new SortedWindow(n);
        for (int t = 0; t < x.length; t++) {
            window.add(x[t]);
            if (t < n - 1) {
                assertThat(window.quantile(0.9)).isNaN();
                continue;
            }
            double[] last = Arrays.copyOfRange(x, t - n + 1, t + 1);
            Arrays.sort(last);
            assertThat(window.quantile(0)).isEqualTo(last[0]);
            assertThat(window.quantile(1)).isEqualTo(last[n - 1]);
            double at = 0.9 * (n - 1);
            double above = last[(int) Math.ceil(at)];
            double below = last[(int) Math.floor(at)];
            assertThat(window.quantile(0.9)).isEqualTo(below + (at - Math.floor(at)) * (above - below), within(1e-12));
        }
    }

    @Test
    void aSwingCountsFromItsThirdFollowingBarUntilItIsReachedOrTooOld() {
        SwingLevels highs = new SwingLevels(20);
        add(highs, 1, 2, 3, 9, 3, 2);
        assertThat(highs.nearest()).as("two bars after").isNaN();
        add(highs, 1);
        assertThat(highs.nearest()).isEqualTo(9);
        add(highs, 4, 5, 4, 3);
        assertThat(highs.nearest()).as("4, 5, 4, 3 is not yet confirmed").isEqualTo(9);
        add(highs, 2);
        assertThat(highs.nearest()).isEqualTo(5);
        add(highs, 5);
        assertThat(highs.nearest()).as("5 was reached again").isEqualTo(9);
        add(highs, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        assertThat(highs.nearest())
                .as("20 bars with the swing's own, and the second 5")
                .isEqualTo(5);
    }

    @Test
    void ofEqualHighsTheLastIsTheSwing() {
        SwingLevels highs = new SwingLevels(100);
        add(highs, 1, 1, 1, 5, 5, 1, 1);
        assertThat(highs.nearest()).isNaN();
        add(highs, 1);
        assertThat(highs.nearest()).isEqualTo(5);
    }

    private static void add(SwingLevels levels, double... highs) {
        for (double high : highs) {
            levels.add(high);
        }
    }
}
