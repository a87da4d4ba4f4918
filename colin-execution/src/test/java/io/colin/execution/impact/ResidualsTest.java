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
            residuals = i % 90 == 50 ? takenUp(residuals) : residuals;
            double residual = Math.rint(random.nextGaussian() * 20) / 20; // the same size now and then
            all.add(residual);
            residuals.add(residual);
            double plain = Residuals.scale(all.subList(Math.max(0, all.size() - 200), all.size()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());

            assertThat(residuals.scale()).isEqualTo(plain).isEqualTo(residuals.scale());
        }
    }

    private static Residuals takenUp(Residuals residuals) {
        StateText.Writer text = new StateText.Writer();
        residuals.write(text);
        Residuals again = new Residuals();
        again.read(new StateText.Reader(text.close()));
        return again;
    }
}
