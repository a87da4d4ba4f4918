package io.colin.ml.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MirrorFitTest {
    private static final double[] TRUTH = {1.2, -0.5, 0};

    @Test
    void findsTheWeightsThatMadeTheData() {
        Sample sample = sample(20_000, 0, 7);
        MirrorScore score = MirrorFit.fit(sample.rows, sample.classes, 1);
        assertThat(score.flatOdds()).isZero();
        for (int k = 0; k < TRUTH.length; k++) {
            assertThat(score.weights().get(k) / score.scales().get(k)).isCloseTo(TRUTH[k], within(0.06));
        }
    }

    @Test
    void findsHowOftenNothingHappens() {
        Sample sample = sample(20_000, 0.8, 8);
        MirrorScore score = MirrorFit.fit(sample.rows, sample.classes, 1);
        assertThat(score.flatOdds()).isCloseTo(0.8, within(0.05));
        assertThat(score.weights().get(0) / score.scales().get(0)).isCloseTo(TRUTH[0], within(0.06));
    }

    @Test
    void standsWhereThePenalisedLossIsLowest() {
        Sample sample = sample(500, 0.5, 9);
        double ridge = 20;
        MirrorScore score = MirrorFit.fit(sample.rows, sample.classes, ridge);
        double best = loss(score, sample, ridge);
        for (int k = 0; k < TRUTH.length; k++) {
            for (double step : new double[] {-1e-3, 1e-3}) {
                List<Double> moved = new ArrayList<>(score.weights());
                moved.set(k, moved.get(k) + step);
                assertThat(loss(new MirrorScore(score.scales(), moved, score.flatOdds(), 1), sample, ridge))
                        .isGreaterThan(best);
            }
        }
        assertThat(loss(new MirrorScore(score.scales(), score.weights(), score.flatOdds() * 1.01, 1), sample, ridge))
                .isGreaterThan(best);
    }

    @Test
    void aStrongerPenaltyGivesSmallerWeights() {
        Sample sample = sample(500, 0, 10);
        double weak = MirrorFit.fit(sample.rows, sample.classes, 1).weights().get(0);
        double strong =
                MirrorFit.fit(sample.rows, sample.classes, 500).weights().get(0);
        assertThat(strong).isBetween(0.0, 0.7 * weak);
    }

    @Test
    void swapsItsAnswersWithTheSidesToTheLastBit() {
        Sample sample = sample(2_000, 0.3, 11);
        MirrorScore score = MirrorFit.fit(sample.rows, sample.classes, 5).withTemperature(1.3);
        for (double[] row : sample.rows) {
            double[] mirrored = new double[row.length];
            for (int k = 0; k < row.length; k++) {
                mirrored[k] = -row[k];
            }
            Probabilities p = score.probabilities(score.score(row, 0));
            Probabilities q = score.probabilities(score.score(mirrored, 0));
            assertThat(q).isEqualTo(new Probabilities(p.down(), p.flat(), p.up()));
        }
    }

    @Test
    void staysFiniteAtAnyScore() {
        MirrorScore score = new MirrorScore(List.of(1.0), List.of(1e6), 0, 0.05);
        assertThat(score.probabilities(score.score(new double[] {1e300}, 0)).up())
                .isEqualTo(1);
    }

    @Test
    void refusesWeightsThatAreNoNumbers() {
        assertThatThrownBy(() -> new MirrorScore(List.of(1.0), List.of(Double.NaN), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight: must be finite (NaN)");
    }

    @Test
    void countsACalibratedForecastAsCalibratedAndABoldOneAsNot() {
        Random random = new Random(12);
        int n = 60_000;
        double[] honest = new double[n];
        double[] bold = new double[n];
        double[] hits = new double[n];
        for (int i = 0; i < n; i++) {
            honest[i] = 0.5 + 0.5 * random.nextDouble();
            bold[i] = Math.min(1, honest[i] + 0.1);
            hits[i] = random.nextDouble() < honest[i] ? 1 : 0;
        }
        assertThat(BookEvaluator.calibrationError(honest, hits)).isLessThan(0.01);
        assertThat(BookEvaluator.calibrationError(bold, hits)).isCloseTo(0.09, within(0.01));
    }

    private static double loss(MirrorScore score, Sample sample, double ridge) {
        double loss = 0;
        for (int i = 0; i < sample.rows.length; i++) {
            Probabilities p = score.probabilities(score.score(sample.rows[i], 0));
            loss -= Math.log(p.of(sample.classes.get(i)));
        }
        return loss
                + 0.5 * ridge * score.weights().stream().mapToDouble(w -> w * w).sum();
    }

    private static final class Sample {
        private final double[][] rows;
        private final List<Direction> classes = new ArrayList<>();

        private Sample(int n) {
            rows = new double[n][TRUTH.length];
        }
    }

    private static Sample sample(int n, double flatOdds, long seed) {
        Random random = new Random(seed);
        Sample sample = new Sample(n);
        for (double[] row : sample.rows) {
            double s = 0;
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextGaussian() * (k + 1);
                s += TRUTH[k] * row[k];
            }
            double up = Math.exp(s / 2);
            double down = Math.exp(-s / 2);
            double u = random.nextDouble() * (up + down + flatOdds);
            sample.classes.add(u < up ? Direction.LONG : u < up + down ? Direction.SHORT : Direction.NEUTRAL);
        }
        return sample;
    }
}
