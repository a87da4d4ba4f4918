package io.colin.execution.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void scalesByTheLastTwoHundredHoweverOftenItIsAsked(long seed) {
        Random random = new Random(seed);
        Residuals residuals = new Residuals();
        List<Double> all = new ArrayList<>();
        assertThat(residuals.scale()).isZero();
        for (int i = 0; i < 450; i++) {
            double residual = random.nextGaussian();
            all.add(residual);
            residuals.add(residual);
            double plain = Residuals.scale(all.subList(Math.max(0, all.size() - 200), all.size()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());

            assertThat(residuals.scale()).isEqualTo(plain).isEqualTo(residuals.scale());
        }
    }
}
