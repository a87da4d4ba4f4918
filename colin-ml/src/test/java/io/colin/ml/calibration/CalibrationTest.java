package io.colin.ml.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.label.Label.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final List<Direction> CLASSES = List.of(Direction.LONG, Direction.NEUTRAL, Direction.SHORT);

    @Test
    void findsTheTemperatureThatMadeTheAnswersOverconfident() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 20_000;
        double[] raw = new double[3 * n];
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) {
            double[] p = honest(random);
            classes[i] = draw(random, p);
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                raw[3 * i + k] = Math.pow(p[k], 2.5);
                sum += raw[3 * i + k];
            }
            for (int k = 0; k < 3; k++) {
                raw[3 * i + k] /= sum;
            }
        }
        assertThat(Temperature.fit(raw, classes).value()).isEqualTo(2.5, within(0.1));
    }

    @Test
    void temperatureOneChangesNothingAndOrderAlwaysStays() {
        double[] raw = {0.5, 0.3, 0.2};
        Probabilities same = new Temperature(1).apply(raw, 0);
        assertThat(same.up()).isEqualTo(0.5, within(1e-12));
        Probabilities cooler = new Temperature(4).apply(raw, 0);
        assertThat(cooler.up()).isGreaterThan(cooler.flat()).isLessThan(0.5);
        assertThat(cooler.flat()).isGreaterThan(cooler.down());
    }

    @Test
    void theConformalSetMissesTheTruthAsOftenAsPromised() {
        SplittableRandom random = new SplittableRandom(2);
        List<Probabilities> probabilities = new ArrayList<>();
        List<Direction> truth = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            double[] p = honest(random);
            probabilities.add(new Probabilities(p[0], p[1], p[2]));
            truth.add(CLASSES.get(draw(random, p)));
        }
        ConformalThreshold threshold =
                ConformalThreshold.fit(probabilities.subList(0, 1_000), truth.subList(0, 1_000), 0.35, 500);
        int missed = 0;
        for (int i = 1_000; i < 6_000; i++) {
            missed += threshold.set(probabilities.get(i)).contains(truth.get(i)) ? 0 : 1;
        }
        assertThat(missed / 5_000.0).isEqualTo(0.35, within(0.04));
    }

    @Test
    void takesTheScoreOfTheRightRank() {
        List<Probabilities> probabilities = new ArrayList<>();
        List<Direction> truth = new ArrayList<>();
        for (int i = 1; i <= 19; i++) {
            probabilities.add(new Probabilities(i / 20.0, 1 - i / 20.0, 0));
            truth.add(Direction.LONG);
        }
        // Scores 0.05 to 0.95; ⌈20 · 0.65⌉ = 13th smallest.
        assertThat(ConformalThreshold.fit(probabilities, truth, 0.35, 19).threshold())
                .isEqualTo(0.65, within(1e-12));
    }

    @Test
    void rulesNothingOutOnTooFewScores() {
        List<Probabilities> one = List.of(new Probabilities(0.9, 0.05, 0.05));
        ConformalThreshold threshold = ConformalThreshold.fit(one, List.of(Direction.LONG), 0.35, 500);
        assertThat(threshold.set(new Probabilities(1, 0, 0))).containsExactly(Direction.values());
    }

    @Test
    void expectedReturnWeighsTheMeanExitOfEachClassByItsProbability() {
        ClassReturns returns = ClassReturns.fit(List.of(
                outcome(Direction.LONG, 0.01),
                outcome(Direction.NEUTRAL, 0.002),
                outcome(Direction.NEUTRAL, -0.004),
                outcome(Direction.SHORT, -0.012)));
        assertThat(returns.flat()).isEqualTo(-0.1, within(1e-12));
        assertThat(returns.expected(new Probabilities(0.5, 0.3, 0.2), 0.02))
                .isEqualTo(0.02 * (0.5 * 1 - 0.3 * 0.1 - 0.2 * 1.2), within(1e-12));
    }

    private static Outcome outcome(Direction direction, double exit) {
        return new Outcome(0, direction, 0.01, 0.002, exit, 1);
    }

    private static double[] honest(SplittableRandom random) {
        double[] p = {random.nextDouble() + 0.05, random.nextDouble() + 0.05, random.nextDouble() + 0.05};
        double sum = p[0] + p[1] + p[2];
        return new double[] {p[0] / sum, p[1] / sum, 1 - p[0] / sum - p[1] / sum};
    }

    private static int draw(SplittableRandom random, double[] p) {
        double u = random.nextDouble();
        return u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
    }
}
