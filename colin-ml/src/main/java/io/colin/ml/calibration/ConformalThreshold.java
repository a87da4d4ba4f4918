package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Split conformal prediction with the score 1 − p(true class): the set of classes that are not ruled out misses the
 * truth with a share of at most α, as long as the future looks like the calibration data.
 *
 * @param alpha miss rate, (0, 1)
 * @param scores how many scores it rests on
 * @param threshold largest score kept, [0, 1]; 1 rules nothing out
 */
public record ConformalThreshold(double alpha, int scores, double threshold) {
    /** Checks. */
    public ConformalThreshold {
        Require.that(alpha > 0 && alpha < 1, "alpha", "must be in (0, 1)", alpha);
        Require.notNegative("scores", scores);
        Require.within("threshold", threshold, 0, 1);
    }

    /**
     * The ⌈(n+1)(1−α)⌉-th smallest score. With fewer scores than asked for nothing is ruled out: the rule then abstains.
     *
     * @param probabilities calibrated
     * @param truth the class of each
     * @param alpha miss rate, (0, 1)
     * @param fewest scores that are enough
     * @return the threshold
     */
    public static ConformalThreshold fit(
            List<Probabilities> probabilities, List<Direction> truth, double alpha, int fewest) {
        Require.that(probabilities.size() == truth.size(), "truth", "must be one a row", truth.size());
        int n = truth.size();
        int rank = (int) Math.ceil((n + 1) * (1 - alpha));
        if (n < fewest || rank > n) {
            return new ConformalThreshold(alpha, n, 1);
        }
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = 1 - probabilities.get(i).of(truth.get(i));
        }
        Arrays.sort(scores);
        return new ConformalThreshold(alpha, n, Math.max(0, Math.min(1, scores[rank - 1])));
    }

    /**
     * The classes that are not ruled out.
     *
     * @param probabilities calibrated
     * @return unmodifiable, possibly empty
     */
    public Set<Direction> set(Probabilities probabilities) {
        EnumSet<Direction> set = EnumSet.noneOf(Direction.class);
        for (Direction direction : Direction.values()) {
            if (1 - probabilities.of(direction) <= threshold) {
                set.add(direction);
            }
        }
        return Collections.unmodifiableSet(set);
    }
}
