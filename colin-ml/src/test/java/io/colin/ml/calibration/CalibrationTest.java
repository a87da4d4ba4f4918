package io.colin.ml.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.label.Label.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final long MINUTE_NS = 60_000_000_000L;
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

    /** Scores drift by a tenth a thousand rows: the fitted threshold breaks its promise, the adaptive one keeps it. */
    @Test
    void adaptsToAMarketThatChanges() {
        SplittableRandom random = new SplittableRandom(4);
        List<Probabilities> probabilities = new ArrayList<>();
        List<Direction> truth = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            double[] p = honest(random);
            probabilities.add(new Probabilities(p[0], p[1], p[2]));
            int honest = draw(random, p);
            boolean lost = random.nextDouble() < Math.max(0, i - 1_000) / 10_000.0;
            truth.add(CLASSES.get(lost ? random.nextInt(3) : honest));
        }
        ConformalThreshold fitted =
                ConformalThreshold.fit(probabilities.subList(0, 1_000), truth.subList(0, 1_000), 0.35, 500);
        AdaptiveConformal adaptive = AdaptiveConformal.of(fitted, AdaptiveConformal.STEP, MINUTE_NS);
        int missed = 0;
        int adaptiveMissed = 0;
        for (int i = 1_000; i < 6_000; i++) {
            Set<Direction> set = adaptive.decide(i * MINUTE_NS, probabilities.get(i));
            missed += fitted.set(probabilities.get(i)).contains(truth.get(i)) ? 0 : 1;
            adaptiveMissed += set.contains(truth.get(i)) ? 0 : 1;
            adaptive.resolve(i * MINUTE_NS, Optional.of(truth.get(i)));
        }
        assertThat(missed / 5_000.0).isGreaterThan(0.38);
        assertThat(adaptiveMissed / 5_000.0).isEqualTo(0.35, within(0.01));
    }

    @Test
    void movesAlphaByTheStepAndServesItsExtremes() {
        List<Probabilities> many = Collections.nCopies(20, new Probabilities(0.7, 0.2, 0.1));
        List<Direction> truth = Collections.nCopies(20, Direction.LONG);
        ConformalThreshold fitted = ConformalThreshold.fit(many, truth, 0.35, 10);
        AdaptiveConformal adaptive = AdaptiveConformal.of(fitted, 0.1, MINUTE_NS);
        for (int i = 1; i <= 7; i++) {
            assertThat(adaptive.decide(i, many.getFirst())).containsExactly(Direction.LONG);
        }
        adaptive.resolve(1, Optional.of(Direction.SHORT));
        assertThat(adaptive.alpha()).isEqualTo(0.35 - 0.065, within(1e-12));
        adaptive.resolve(1, Optional.of(Direction.SHORT));
        adaptive.resolve(99, Optional.of(Direction.SHORT));
        adaptive.resolve(2, Optional.empty());
        adaptive.resolve(2, Optional.of(Direction.SHORT));
        assertThat(adaptive.alpha())
                .as("twice, unknown or without a class: nothing")
                .isEqualTo(0.35 - 0.065, within(1e-12));
        adaptive.resolve(3, Optional.of(Direction.LONG));
        assertThat(adaptive.alpha()).isEqualTo(0.35 - 0.065 + 0.035, within(1e-12));
        for (int i = 4; i <= 7; i++) {
            adaptive.resolve(i, Optional.of(Direction.SHORT));
        }
        adaptive.decide(8, new Probabilities(0.1, 0.2, 0.7));
        adaptive.resolve(8, Optional.of(Direction.LONG));
        assertThat(adaptive.alpha()).isNegative();
        assertThat(adaptive.decide(9, many.getFirst())).containsExactlyInAnyOrder(Direction.values());
        assertThat(AdaptiveConformal.of(ConformalThreshold.fit(many, truth, 0.35, 500), 0.1, MINUTE_NS)
                        .decide(1, many.getFirst()))
                .as("too few scores rule nothing out")
                .hasSize(3);
    }

    @ParameterizedTest(name = "from bar {0}, seed {1}")
    @CsvSource({"0, 1", "700, 2", "1440, 3", "2500, 4"})
    void setsAreTheSameForOneThatCameLaterOnceItSawTheStretchBefore(int first, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Probabilities> many = Collections.nCopies(600, new Probabilities(0.5, 0.3, 0.2));
        List<Direction> truth = new ArrayList<>();
        many.forEach(p -> truth.add(CLASSES.get(random.nextInt(3))));
        ConformalThreshold fitted = ConformalThreshold.fit(many, truth, 0.35, 500);
        AdaptiveConformal always = AdaptiveConformal.of(fitted, 0.05, MINUTE_NS);
        AdaptiveConformal later = AdaptiveConformal.of(fitted, 0.05, MINUTE_NS);
        int known = (Math.ceilDiv(first, AdaptiveConformal.MEMORY_BARS) + 1) * AdaptiveConformal.MEMORY_BARS;
        int differences = 0;
        for (int bar = 0; bar < 8_000; bar++) {
            double up = random.nextDouble();
            Probabilities said = new Probabilities(up, 0.5 * (1 - up), 0.5 * (1 - up));
            Direction came = CLASSES.get(random.nextInt(3));
            long answered = (bar - 15) * MINUTE_NS;
            always.resolve(answered, Optional.of(came));
            Set<Direction> set = always.decide(bar * MINUTE_NS, said);
            if (bar >= first) {
                later.resolve(answered, Optional.of(came));
                Set<Direction> its = later.decide(bar * MINUTE_NS, said);
                differences += its.equals(set) ? 0 : 1;
                if (bar >= known) {
                    assertThat(later.alpha()).isEqualTo(always.alpha());
                    assertThat(its).isEqualTo(set);
                }
            }
        }
        assertThat(differences == 0).isEqualTo(first % AdaptiveConformal.MEMORY_BARS == 0 && first == 0);
    }

    @Test
    void isotonicPoolsWhatWouldFall() {
        double[] raw = {0.2, 0.7, 0.1, 0.3, 0.6, 0.1, 0.5, 0.4, 0.1, 0.8, 0.1, 0.1};
        // LONG came at 0.3 and 0.8, not at 0.2 and 0.5: pooled 0, ½ at 0.4, 1.
        Isotonic.Curve up = Isotonic.fit(raw, new int[] {1, 0, 1, 0}).up();
        assertThat(up.given()).containsExactly(0.2, 0.4, 0.8);
        assertThat(up.came()).containsExactly(0.0, 0.5, 1.0);
        assertThat(up.at(0.1)).isZero();
        assertThat(up.at(0.3)).isEqualTo(0.25, within(1e-12));
        assertThat(up.at(0.9)).isEqualTo(1);
    }

    /** A distortion no temperature can undo: LONG is told twice as likely as it is. */
    @Test
    void choosesIsotonicOnlyWhereItHelpsAndSamplesAreMany() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 8_000;
        double[] skewed = new double[3 * n];
        double[] sharp = new double[3 * n];
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) {
            double[] p = honest(random);
            classes[i] = draw(random, p);
            put(skewed, i, p[0] * 4, p[1], p[2]);
            put(sharp, i, p[0] * p[0], p[1] * p[1], p[2] * p[2]);
        }
        assertThat(CalibrationMap.fit(skewed, classes)).isInstanceOf(Isotonic.class);
        assertThat(CalibrationMap.fit(sharp, classes)).isInstanceOf(Temperature.class);
        int few = CalibrationMap.ISOTONIC_SAMPLES - 1;
        assertThat(CalibrationMap.fit(Arrays.copyOf(skewed, 3 * few), Arrays.copyOf(classes, few)))
                .isInstanceOf(Temperature.class);
        Probabilities mapped = CalibrationMap.fit(skewed, classes).apply(skewed, 0);
        assertThat(mapped.up()).isLessThan(skewed[0]);
    }

    @Test
    void aCardKeepsEitherMap() throws Exception {
        ObjectMapper json = new ObjectMapper();
        double[] raw = {0.2, 0.7, 0.1, 0.3, 0.6, 0.1};
        for (CalibrationMap map : List.of(new Temperature(1.5), Isotonic.fit(raw, new int[] {0, 1}))) {
            assertThat(json.readValue(json.writeValueAsString(map), CalibrationMap.class))
                    .isEqualTo(map);
        }
    }

    private static void put(double[] raw, int row, double up, double flat, double down) {
        double sum = up + flat + down;
        raw[3 * row] = up / sum;
        raw[3 * row + 1] = flat / sum;
        raw[3 * row + 2] = down / sum;
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
