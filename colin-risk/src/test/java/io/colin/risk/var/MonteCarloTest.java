package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonteCarloTest {
    @Test
    void theSeriesIsTheExponentialLessOne() {
        for (double s = -4; s <= 4; s += 0.001) {
            assertThat(MonteCarlo.expm1(s)).isCloseTo(Math.expm1(s), within(1e-13 * Math.max(1, Math.exp(s))));
        }
        assertThat(MonteCarlo.expm1(1e-9)).isCloseTo(Math.expm1(1e-9), within(1e-23));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void drawsHaveTheDistributionsTheyClaim(long seed) {
        Draws draws = new Draws(seed);
        double[] normals = new double[5_000];
        double[] gammas = new double[5_000];
        for (int i = 0; i < 5_000; i++) {
            normals[i] = draws.normal();
            gammas[i] = draws.gamma(2.2);
        }
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        assertThat(test.kolmogorovSmirnovTest(new NormalDistribution(), normals))
                .isGreaterThan(0.001);
        assertThat(test.kolmogorovSmirnovTest(new GammaDistribution(2.2, 1), gammas))
                .isGreaterThan(0.001);
    }

    @Test
    void theStreamOfASeedNeverChanges() {
        Draws draws = new Draws(1);
        // SplitMix64 of seed 1 starts with 0x910a2dec89025cc1.
        assertThat(draws.uniform()).isEqualTo(((0x910a2dec89025cc1L >>> 11) + 0.5) * 0x1.0p-53);
    }

    @ParameterizedTest(name = "{0} degrees of freedom")
    @ValueSource(doubles = {3, 5, 10})
    void theFitFindsTheDegreesOfFreedom(double freedom) {
        Draws draws = new Draws(9);
        double[] values = new double[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = draws.normal() * Math.sqrt((freedom - 2) / (2 * draws.gamma(freedom / 2)));
        }
        double fitted = StudentT.fit(values);
        assertThat(fitted).isCloseTo(freedom, within(freedom * 0.12));
        // No neighbour is likelier, by the library's own density.
        assertThat(likelihood(values, fitted)).isGreaterThan(likelihood(values, fitted * 1.05));
        assertThat(likelihood(values, fitted)).isGreaterThan(likelihood(values, fitted * 0.95));
    }

    private static double likelihood(double[] values, double freedom) {
        TDistribution t = new TDistribution(freedom);
        double scale = Math.sqrt(freedom / (freedom - 2));
        return Arrays.stream(values)
                .map(x -> t.logDensity(x * scale) + Math.log(scale))
                .sum();
    }

    @Test
    void thinTailsAreTakenAsNormal() {
        double[] values = new double[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? 1 : -1;
        }
        assertThat(StudentT.fit(values)).isEqualTo(StudentT.NORMAL);
    }
}
