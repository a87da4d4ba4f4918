package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Probabilities;

/**
 * Temperature scaling: p_k^(1/T), renormalised. Above 1 it takes confidence away, below 1 it adds some; the order of
 * the classes stays.
 *
 * @param value T, above 0
 */
public record Temperature(double value) implements CalibrationMap {
    private static final int CLASSES = 3;
    private static final double SMALLEST_PROBABILITY = 1e-12;
    private static final double LOWEST_INVERSE = 0.05;
    private static final double HIGHEST_INVERSE = 20;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double PRECISION = 1e-6;

    /** Checks. */
    public Temperature {
        Require.within("temperature", value, 1 / HIGHEST_INVERSE, 1 / LOWEST_INVERSE);
    }

    /**
     * The temperature with the lowest log loss, which is convex in 1/T: golden section over T in [0.05, 20].
     *
     * @param raw three probabilities a row: LONG, NEUTRAL, SHORT
     * @param classes the true class of each row, at least one
     * @return the temperature
     */
    public static Temperature fit(double[] raw, int[] classes) {
        Require.positive("classes", classes.length);
        Require.that(raw.length == CLASSES * classes.length, "raw", "must hold three a row", raw.length);
        double low = LOWEST_INVERSE;
        double high = HIGHEST_INVERSE;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double lossLeft = loss(raw, classes, left);
        double lossRight = loss(raw, classes, right);
        while (high - low > PRECISION) {
            if (lossLeft < lossRight) {
                high = right;
                right = left;
                lossRight = lossLeft;
                left = high - GOLDEN * (high - low);
                lossLeft = loss(raw, classes, left);
            } else {
                low = left;
                left = right;
                lossLeft = lossRight;
                right = low + GOLDEN * (high - low);
                lossRight = loss(raw, classes, right);
            }
        }
        return new Temperature(2 / (low + high));
    }

    @Override
    public Probabilities apply(double[] raw, int row) {
        double[] logs = scaledLogs(raw, row, 1 / value);
        double up = Math.exp(logs[0]);
        double flat = Math.exp(logs[1]);
        double down = Math.exp(logs[2]);
        double sum = up + flat + down;
        return new Probabilities(up / sum, flat / sum, down / sum);
    }

    private static double loss(double[] raw, int[] classes, double inverse) {
        double loss = 0;
        for (int row = 0; row < classes.length; row++) {
            double[] logs = scaledLogs(raw, row, inverse);
            loss += Math.log(Math.exp(logs[0]) + Math.exp(logs[1]) + Math.exp(logs[2])) - logs[classes[row]];
        }
        return loss;
    }

    /** ln p / T less their maximum, so that nothing overflows. */
    private static double[] scaledLogs(double[] raw, int row, double inverse) {
        double[] logs = new double[CLASSES];
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < CLASSES; k++) {
            logs[k] = inverse * Math.log(Math.max(SMALLEST_PROBABILITY, raw[row * CLASSES + k]));
            highest = Math.max(highest, logs[k]);
        }
        for (int k = 0; k < CLASSES; k++) {
            logs[k] -= highest;
        }
        return logs;
    }
}
