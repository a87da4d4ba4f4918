package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CornishFisherTest {
    @Test
    void followsTheFormulaByHand() {
        // z = 2: 2 + 3·0.5/6 + (8 − 6)·1.2/24 − (16 − 10)·0.25/36
        assertThat(CornishFisher.quantile(2, 0.5, 1.2)).isCloseTo(2 + 0.25 + 0.1 - 6 * 0.25 / 36, within(1e-15));
        assertThat(CornishFisher.quantile(1.5, 0, 0)).isEqualTo(1.5);
    }

    @Test
    void isCalledMonotoneExactlyWhereItRisesEverywhere() {
        for (int tenth = -30; tenth <= 30; tenth++) {
            double skew = tenth / 10.0;
            for (double kurtosis = -2; kurtosis <= 12; kurtosis += 0.25) {
                double least = Double.POSITIVE_INFINITY;
                for (double z = -40; z <= 40; z += 0.01) {
                    double step = CornishFisher.quantile(z + 0.01, skew, kurtosis)
                            - CornishFisher.quantile(z, skew, kurtosis);
                    least = Math.min(least, step);
                }
                // A flat point may hide between grid points only this close to the border.
                if (Math.abs(least) > 1e-5) {
                    assertThat(CornishFisher.isMonotone(skew, kurtosis))
                            .as("skew %s, kurtosis %s", skew, kurtosis)
                            .isEqualTo(least > 0);
                }
            }
        }
    }

    @Test
    void theNormalCaseIsMonotoneAndWhatIsNotANumberIsNot() {
        assertThat(CornishFisher.isMonotone(0, 0)).isTrue();
        assertThat(CornishFisher.isMonotone(0.1, 0)).isFalse();
        assertThat(CornishFisher.isMonotone(0, -0.1)).isFalse();
        assertThat(CornishFisher.isMonotone(Double.NaN, 1)).isFalse();
        assertThat(CornishFisher.isMonotone(0, Double.NaN)).isFalse();
    }

    @Test
    void shortfallIsTheMeanOfTheQuantilesBeyond() {
        double sum = 0;
        int steps = 2_000_000;
        for (int i = 0; i < steps; i++) {
            double p = 0.95 + 0.05 * (i + 0.5) / steps;
            sum += CornishFisher.quantile(Normal.quantile(p), 0.4, 1.1);
        }
        double exact = CornishFisher.shortfall(Normal.quantile(0.95), 0.05, 0.4, 1.1);
        assertThat(exact).isCloseTo(sum / steps, within(1e-5));
    }

    @Test
    void derivativesAgreeWithDifferences() {
        double h = 1e-6;
        double bySkew = (CornishFisher.quantile(2.3, 0.4 + h, 1) - CornishFisher.quantile(2.3, 0.4 - h, 1)) / (2 * h);
        double byKurtosis =
                (CornishFisher.quantile(2.3, 0.4, 1 + h) - CornishFisher.quantile(2.3, 0.4, 1 - h)) / (2 * h);
        assertThat(CornishFisher.bySkew(2.3, 0.4)).isCloseTo(bySkew, within(1e-8));
        assertThat(CornishFisher.byKurtosis(2.3)).isCloseTo(byKurtosis, within(1e-8));
    }
}
