package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.label.Label.Outcome;
import java.util.List;

/**
 * μ: the mean exit return of each class in units of θ, measured on the training fold.
 *
 * @param up of LONG
 * @param flat of NEUTRAL
 * @param down of SHORT
 */
public record ClassReturns(double up, double flat, double down) {
    /** Checks. */
    public ClassReturns {
        Require.finite("up", up);
        Require.finite("flat", flat);
        Require.finite("down", down);
    }

    /**
     * Measures them.
     *
     * @param fit decisions of the training fold
     * @return the means; 0 for a class that never came
     */
    public static ClassReturns fit(List<Outcome> fit) {
        return new ClassReturns(mean(fit, Direction.LONG), mean(fit, Direction.NEUTRAL), mean(fit, Direction.SHORT));
    }

    /**
     * The expected return θ · Σ p·μ.
     *
     * @param probabilities calibrated
     * @param band θ, a fraction
     * @return a fraction, signed
     */
    public double expected(Probabilities probabilities, double band) {
        return band * (probabilities.up() * up + probabilities.flat() * flat + probabilities.down() * down);
    }

    private static double mean(List<Outcome> fit, Direction wanted) {
        return fit.stream()
                .filter(outcome -> outcome.outcome() == wanted)
                .mapToDouble(outcome -> outcome.exitReturn() / outcome.band())
                .average()
                .orElse(0);
    }
}
