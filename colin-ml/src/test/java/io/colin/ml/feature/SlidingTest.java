package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
