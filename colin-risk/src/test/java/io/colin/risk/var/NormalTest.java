package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {
    private final NormalDistribution oracle = new NormalDistribution();

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-15, 1e-9, 1e-4, 0.01, 0.05, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.95, 0.99, 0.9999})
    void quantileUndoesTheDistribution(double p) {
        double z = Normal.quantile(p);
        assertThat(oracle.cumulativeProbability(z)).isCloseTo(p, within(p * 1e-12));
    }

    @Test
    void agreesWithTheTablesToFifteenDigits() {
        assertThat(Normal.quantile(0.95)).isCloseTo(1.6448536269514722, within(1e-14));
        assertThat(Normal.quantile(0.99)).isCloseTo(2.3263478740408408, within(1e-14));
        assertThat(Normal.quantile(0.01)).isCloseTo(-2.3263478740408408, within(1e-14));
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.density(0)).isCloseTo(0.3989422804014327, within(1e-16));
        assertThat(Normal.density(1.7)).isCloseTo(oracle.density(1.7), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void refusesWhatIsNoProbability(double p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normal.quantile(p))
                .withMessageStartingWith("p: must be in (0, 1)");
    }
}
