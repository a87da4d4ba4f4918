package io.colin.ml.book;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.Arrays;
import java.util.Random;

/**
 * What the calibration error of a perfectly calibrated forecast would be on so many answers: outcomes are drawn from the
 * forecast's own probabilities. Rows whose answers overlap share a draw, as they share a move: thousands of rows may hold a
 * few hundred answers, and then even the truth is some percent off. Moves are drawn independently of each other, which
 * real ones are not: the noise is at least this.
 *
 * @param mean calibration error of a calibrated forecast
 * @param pValue share of draws in which it is at least the measured one, one added above and below
 */
record CalibrationNoise(double mean, double pValue) {
    private static final int DRAWS = 500;

    /**
     * Draws.
     *
     * @param said probabilities, one a row
     * @param separate whether a row's answer does not overlap that of the last such row
     * @param measured calibration error
     * @param seed of the draws
     */
    static CalibrationNoise of(Probabilities[] said, boolean[] separate, double measured, long seed) {
        double[] confidence =
                Arrays.stream(said).mapToDouble(p -> p.of(p.top())).toArray();
        int[] order = BookEvaluator.order(confidence);
        Random random = new Random(seed);
        double[] gaps = new double[said.length];
        double sum = 0;
        int atLeast = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double u = random.nextDouble();
            for (int i = 0; i < said.length; i++) {
                u = separate[i] ? random.nextDouble() : u;
                gaps[i] = confidence[i] - (drawn(said[i], u) == said[i].top() ? 1 : 0);
            }
            double error = BookEvaluator.meanGap(order, gaps);
            sum += error;
            atLeast += error >= measured ? 1 : 0;
        }
        return new CalibrationNoise(sum / DRAWS, (1.0 + atLeast) / (1.0 + DRAWS));
    }

    private static Direction drawn(Probabilities p, double u) {
        if (u < p.up()) {
            return Direction.LONG;
        }
        return u < p.up() + p.flat() ? Direction.NEUTRAL : Direction.SHORT;
    }
}
