package io.colin.ml.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colin.api.internal.Require;
import io.colin.api.signal.Probabilities;
import java.util.Arrays;
import java.util.function.BiFunction;

/** Makes raw probabilities honest. In a card the kinds are told apart by what they hold. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Temperature.class), @JsonSubTypes.Type(Isotonic.class)})
public sealed interface CalibrationMap permits Temperature, Isotonic {
    /** Samples below which only a temperature is fitted. */
    int ISOTONIC_SAMPLES = 5_000;

    /**
     * Maps one row.
     *
     * @param raw three probabilities a row: LONG, NEUTRAL, SHORT
     * @param row which
     * @return calibrated probabilities
     */
    Probabilities apply(double[] raw, int row);

    /**
     * Fits the map that fits best: a temperature, or isotonic regression where there are at least 5 000 samples and it
     * has the lower log loss by cross-validation over five blocks of time.
     *
     * @param raw three probabilities a row: LONG, NEUTRAL, SHORT, rows in order of time
     * @param classes the true class of each row, at least one
     * @return the map, fitted on all rows
     */
    static CalibrationMap fit(double[] raw, int[] classes) {
        if (classes.length < ISOTONIC_SAMPLES) {
            return Temperature.fit(raw, classes);
        }
        double temperature = crossValidated(raw, classes, Temperature::fit);
        double isotonic = crossValidated(raw, classes, Isotonic::fit);
        return isotonic < temperature ? Isotonic.fit(raw, classes) : Temperature.fit(raw, classes);
    }

    /** Mean log loss on each of five blocks of a map fitted on the other four. */
    private static double crossValidated(
            double[] raw, int[] classes, BiFunction<double[], int[], CalibrationMap> fitting) {
        int n = classes.length;
        int blocks = 5;
        double loss = 0;
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) block * n / blocks);
            int to = (int) ((long) (block + 1) * n / blocks);
            CalibrationMap map = fitting.apply(without(raw, 3 * from, 3 * to), without(classes, from, to));
            for (int row = from; row < to; row++) {
                loss -= Math.log(Math.max(1e-12, of(map.apply(raw, row), classes[row])));
            }
        }
        return loss / n;
    }

    private static double of(Probabilities p, int index) {
        return switch (index) {
            case 0 -> p.up();
            case 1 -> p.flat();
            case 2 -> p.down();
            default -> throw Require.broken("class", "must be 0, 1 or 2", index);
        };
    }

    private static double[] without(double[] values, int from, int to) {
        double[] rest = Arrays.copyOf(values, values.length - (to - from));
        System.arraycopy(values, to, rest, from, values.length - to);
        return rest;
    }

    private static int[] without(int[] values, int from, int to) {
        int[] rest = Arrays.copyOf(values, values.length - (to - from));
        System.arraycopy(values, to, rest, from, values.length - to);
        return rest;
    }
}
