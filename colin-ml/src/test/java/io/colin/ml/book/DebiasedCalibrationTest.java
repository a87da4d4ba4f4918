package io.colin.ml.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DebiasedCalibrationTest {
    private static final int SAMPLES = 400;
    private static final int MOVES = 400;
    private static final int ROWS_A_MOVE = 12;

    @Test
    void isZeroOnAverageWhereProbabilitiesAreExactThoughRowsShareTheirAnswers() {
        double mean = 0;
        int within = 0;
        for (int seed = 0; seed < SAMPLES; seed++) {
            DebiasedCalibration error = sample(seed, 0);
            mean += error.squared() / SAMPLES;
            within += error.low() == 0 ? 1 : 0;
            assertThat(error.rows()).isEqualTo(MOVES * ROWS_A_MOVE);
            assertThat(error.moves()).isEqualTo(MOVES);
        }
        // The plain squared error of these samples is about 0.05².
        assertThat(mean).isCloseTo(0, within(0.0002));
        assertThat(within).isBetween(92 * SAMPLES / 100, SAMPLES);
    }

    @Test
    void findsHowFarProbabilitiesAreOffAndCoversItNineteenTimesInTwenty() {
        double off = 0.08;
        double mean = 0;
        int covered = 0;
        for (int seed = 0; seed < SAMPLES; seed++) {
            DebiasedCalibration error = sample(seed, off);
            mean += error.squared() / SAMPLES;
            covered += error.low() <= off && off <= error.high() ? 1 : 0;
        }
        assertThat(Math.sqrt(mean)).isCloseTo(off, within(0.004));
        assertThat(covered).isBetween(91 * SAMPLES / 100, 99 * SAMPLES / 100);
    }

    @Test
    void takingRowsForMovesWouldBeFarTooSure() {
        double shared = 0;
        double alone = 0;
        for (int seed = 0; seed < 40; seed++) {
            shared += sample(seed, 0).squared();
            Sample sample = new Sample(seed, 0);
            boolean[] each = new boolean[sample.hits.length];
            Arrays.fill(each, true);
            alone +=
                    DebiasedCalibration.of(sample.confidence, sample.hits, each).squared();
        }
        assertThat(alone / 40).isGreaterThan(0.0003).isGreaterThan(5 * Math.abs(shared / 40));
    }

    @Test
    void knowsNothingFromOneMove() {
        double[] confidence = new double[15];
        Arrays.fill(confidence, 0.7);
        boolean[] separate = new boolean[15];
        separate[0] = true;
        DebiasedCalibration error = DebiasedCalibration.of(confidence, new double[15], separate);
        assertThat(error.error()).isZero();
        assertThat(error.low()).isZero();
        assertThat(error.high()).isEqualTo(1);
    }

    @Test
    void poolsRecordingsByTheirRowsAndAddsTheirDoubts() {
        DebiasedCalibration one = new DebiasedCalibration(0.0004, 0.0002, 300, 30);
        DebiasedCalibration other = new DebiasedCalibration(-0.0004, 0.0006, 100, 10);
        DebiasedCalibration both = DebiasedCalibration.pooled(List.of(one, other));
        assertThat(both.squared()).isCloseTo(0.0002, within(1e-15));
        assertThat(both.deviation()).isCloseTo(0.0003, within(1e-15));
        assertThat(both.rows()).isEqualTo(400);
        assertThat(both.moves()).isEqualTo(40);
        assertThat(other.error()).isZero();
        assertThat(one.error()).isCloseTo(0.02, within(1e-12));
        assertThat(one.high()).isCloseTo(Math.sqrt(0.0004 + 1.959964 * 0.0002), within(1e-8));
    }

    private static DebiasedCalibration sample(long seed, double off) {
        Sample sample = new Sample(seed, off);
        return DebiasedCalibration.of(sample.confidence, sample.hits, sample.separate);
    }

    /** Rows of a move have confidences of their own and one draw; each says {@code off} more than is true. */
    private static final class Sample {
        private final double[] confidence = new double[MOVES * ROWS_A_MOVE];
        private final double[] hits = new double[confidence.length];
        private final boolean[] separate = new boolean[confidence.length];

        private Sample(long seed, double off) {
            Random random = new Random(seed);
            double u = 0;
            for (int i = 0; i < hits.length; i++) {
                separate[i] = i % ROWS_A_MOVE == 0;
                u = separate[i] ? random.nextDouble() : u;
                double right = 0.5 + 0.4 * random.nextDouble();
                confidence[i] = right + off;
                hits[i] = u < right ? 1 : 0;
            }
        }
    }
}
