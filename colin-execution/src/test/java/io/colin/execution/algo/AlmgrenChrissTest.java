package io.colin.execution.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlmgrenChrissTest {
    private static final double STEP_DAYS = 30.0 / 86_400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheMinimumOfCostAndRiskOverAllPathsWhereTheCostIsLinear(long seed) {
        Random random = new Random(seed);
        int steps = 3 + random.nextInt(8);
        double quantity = 1 + random.nextInt(1000);
        double wantedTheta = 0.05 + random.nextDouble();
        AlmgrenChriss law = new AlmgrenChriss(0.02 + 0.05 * random.nextDouble(), 10_000, 0.15, 1, 30_000);
        double lambda = lambda(law, wantedTheta);
        double theta = law.theta(lambda, quantity, steps, STEP_DAYS);
        double[] path = path(theta, quantity, steps);
        double[] best = minimised(law, lambda, quantity, steps);
        assertThat(theta).isCloseTo(wantedTheta, within(1e-9));
        for (int j = 0; j <= steps; j++) {
            assertThat(path[j]).as("left after %d of %d", j, steps).isCloseTo(best[j], within(1e-5 * quantity));
        }
        assertThat(total(law, lambda, path))
                .isCloseTo(total(law, lambda, best), within(1e-9 * total(law, lambda, best)))
                .isCloseTo(
                        law.objective(theta, lambda, quantity, steps, STEP_DAYS),
                        within(1e-9 * total(law, lambda, best)));
    }

    @ParameterizedTest(name = "beta {0}, risk aversion {1}")
    @CsvSource({"0.5,1e-6", "0.5,1e-5", "0.5,1e-4", "0.3,1e-5", "0.8,1e-5"})
    void isTheBestOfItsFamilyWhereTheCostIsNot(double beta, double lambda) {
        AlmgrenChriss law = new AlmgrenChriss(0.04, 20_000, 0.15, beta, 30_000);
        int steps = 60;
        double found = law.objective(law.theta(lambda, 50, steps, STEP_DAYS), lambda, 50, steps, STEP_DAYS);
        double least = Double.MAX_VALUE;
        for (int k = 0; k <= 20_000; k++) {
            least = Math.min(least, law.objective(k * 40.0 / 20_000 / steps, lambda, 50, steps, STEP_DAYS));
        }
        assertThat(found).isLessThanOrEqualTo(least * (1 + 1e-9));
    }

    @Test
    void searchesToWhereTheClosedFormIs() {
        AlmgrenChriss linear = new AlmgrenChriss(0.04, 20_000, 0.15, 1, 30_000);
        AlmgrenChriss nearly = new AlmgrenChriss(0.04, 20_000, 0.15, 1 - 1e-9, 30_000);
        double lambda = lambda(linear, 0.05);
        assertThat(nearly.theta(lambda, 50, 60, STEP_DAYS)).isCloseTo(0.05, within(1e-5));
    }

    @Test
    void hurriesMoreTheMoreRiskCountsAndTheMoreTheMarketMoves() {
        AlmgrenChriss calm = new AlmgrenChriss(0.02, 20_000, 0.15, 0.5, 30_000);
        AlmgrenChriss wild = new AlmgrenChriss(0.08, 20_000, 0.15, 0.5, 30_000);
        AlmgrenChriss deep = new AlmgrenChriss(0.02, 80_000, 0.15, 0.5, 30_000);
        double theta = calm.theta(1e-6, 50, 60, STEP_DAYS);
        assertThat(theta).isPositive();
        assertThat(calm.theta(1e-5, 50, 60, STEP_DAYS)).isGreaterThan(theta);
        assertThat(wild.theta(1e-6, 50, 60, STEP_DAYS)).isGreaterThan(theta);
        assertThat(deep.theta(1e-6, 50, 60, STEP_DAYS)).isGreaterThan(theta);
    }

    @Test
    void tradesEvenlyWithoutRiskAversion() {
        AlmgrenChriss law = new AlmgrenChriss(0.04, 20_000, 0.15, 0.5, 30_000);
        assertThat(law.theta(0, 50, 60, STEP_DAYS)).isZero();
        for (int steps = 1; steps < 100; steps++) {
            assertThat(AlmgrenChriss.staying(0, steps)).isEqualTo((steps - 1.0) / steps);
            assertThat(AlmgrenChriss.staying(1e-9, steps)).isCloseTo((steps - 1.0) / steps, within(1e-9));
        }
    }

    @Test
    void keepsTheShareOfTheHyperbolicSinesFarBeyondTheirRange() {
        assertThat(AlmgrenChriss.staying(0.1, 20)).isCloseTo(Math.sinh(1.9) / Math.sinh(2), within(1e-15));
        assertThat(AlmgrenChriss.staying(3, 1)).isZero();
        assertThat(AlmgrenChriss.staying(3, 1000)).isCloseTo(Math.exp(-3), within(1e-15));
        assertThat(AlmgrenChriss.staying(700, 60)).isBetween(0.0, 1e-300);
        assertThat(new AlmgrenChriss(0.04, 1e12, 0.0001, 1, 1e12).theta(1, 50, 60, STEP_DAYS))
                .isBetween(40.0, 700.0);
    }

    @Test
    void refusesAMarketThatStandsStill() {
        assertThatThrownBy(() -> new AlmgrenChriss(0, 1, 1, 1, 1)).hasMessageContaining("sigma: must be above 0");
        assertThatThrownBy(() -> new AlmgrenChriss(1, 0, 1, 1, 1)).hasMessageContaining("volumePerDay");
        assertThatThrownBy(() -> new AlmgrenChriss(1, 1, 0, 1, 1)).hasMessageContaining("eta");
        assertThatThrownBy(() -> new AlmgrenChriss(1, 1, 1, 1.1, 1)).hasMessageContaining("beta");
        assertThatThrownBy(() -> new AlmgrenChriss(1, 1, 1, 1, 0)).hasMessageContaining("worth");
    }

    /** The risk aversion whose optimum is a θ, from cosh θ = 1 + variance weight / (2 · cost weight). */
    private static double lambda(AlmgrenChriss law, double theta) {
        double costWeight = law.worth() * law.eta() * law.sigma() / (law.volumePerDay() * STEP_DAYS);
        double riskWeight = law.worth() * law.worth() * law.sigma() * law.sigma() * STEP_DAYS;
        return 2 * costWeight * (Math.cosh(theta) - 1) / riskWeight;
    }

    private static double[] path(double theta, double quantity, int steps) {
        double[] left = new double[steps + 1];
        left[0] = quantity;
        for (int j = 0; j < steps; j++) {
            left[j + 1] = left[j] * AlmgrenChriss.staying(theta, steps - j);
        }
        return left;
    }

    /** Cost + λ · variance of any path, written out from the definition. */
    private static double total(AlmgrenChriss law, double lambda, double[] left) {
        double cost = 0;
        double variance = 0;
        for (int j = 1; j < left.length; j++) {
            double slice = left[j - 1] - left[j];
            double share = slice / (law.volumePerDay() * STEP_DAYS);
            cost += law.worth() * slice * law.eta() * law.sigma() * share;
            variance += Math.pow(law.worth() * law.sigma() * left[j], 2) * STEP_DAYS;
        }
        return cost + lambda * variance;
    }

    /** Moves one point of the path after the other to where the total is least, until nothing moves. */
    private static double[] minimised(AlmgrenChriss law, double lambda, double quantity, int steps) {
        double[] left = new double[steps + 1];
        left[0] = quantity;
        for (int sweep = 0; sweep < 3000; sweep++) {
            double moved = 0;
            for (int j = 1; j < steps; j++) {
                double before = left[j];
                double h = quantity * 1e-3;
                // The total is a parabola in each point: three values give its minimum.
                double[] at = new double[3];
                for (int k = 0; k < 3; k++) {
                    left[j] = before + (k - 1) * h;
                    at[k] = total(law, lambda, left);
                }
                left[j] = before - h * (at[2] - at[0]) / (2 * (at[2] - 2 * at[1] + at[0]));
                moved = Math.max(moved, Math.abs(left[j] - before));
            }
            if (moved < 1e-9 * quantity) {
                break;
            }
        }
        return left;
    }
}
