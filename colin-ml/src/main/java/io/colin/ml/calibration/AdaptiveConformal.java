package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.Set;

/**
 * Conformal sets that keep their promise while the market changes (Gibbs and Candès): after a miss the sets grow, after a
 * hit they shrink a little, so that the share of misses tends to α whatever comes. For models of one's own: the bar models
 * of this module serve, and are judged with, the sets as fitted. Not safe for several threads; the
 * same calls in the same order give the same sets.
 */
public final class AdaptiveConformal {
    /** How far one resolved prediction moves α. */
    public static final double STEP = 0.005;

    private final ConformalThreshold start;
    private final double step;
    private double alpha;

    private AdaptiveConformal(ConformalThreshold start, double step) {
        this.start = start;
        this.step = step;
        this.alpha = start.alpha();
    }

    /**
     * Starts from a fitted threshold.
     *
     * @param start fitted on calibration data
     * @param step how far one resolved prediction moves α, [0, 1)
     * @return the sets
     */
    public static AdaptiveConformal of(ConformalThreshold start, double step) {
        Require.that(step >= 0 && step < 1, "step", "must be in [0, 1)", step);
        return new AdaptiveConformal(start, step);
    }

    /**
     * The classes that are not ruled out now.
     *
     * @param probabilities calibrated
     * @return unmodifiable, possibly empty
     */
    public Set<Direction> set(Probabilities probabilities) {
        return start.set(probabilities, alpha);
    }

    /**
     * A prediction was answered: α moves by step · (target − 1 if it was missed).
     *
     * @param said the set given when it was made
     * @param came the class that came
     */
    public void resolve(Set<Direction> said, Direction came) {
        alpha += step * (start.alpha() - (said.contains(came) ? 0 : 1));
    }

    /**
     * The miss rate in force.
     *
     * @return at or below 0 nothing is ruled out, at or above 1 everything
     */
    public double alpha() {
        return alpha;
    }
}
