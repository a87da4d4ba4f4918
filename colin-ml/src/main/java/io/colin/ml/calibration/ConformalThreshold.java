package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.ArrayList;
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
 * @param quantiles of the scores, 0 to 100 % in steps of half a percent, from which another α is served; empty when there
 *     were too few
 */
public record ConformalThreshold(double alpha, int scores, double threshold, List<Double> quantiles) {
    private static final int STEPS = 200;

    /** Checks and copies. */
    public ConformalThreshold {
        quantiles = List.copyOf(quantiles);
        Require.that(
                quantiles.isEmpty() || quantiles.size() == STEPS + 1,
                "quantiles",
                "must be none or " + (STEPS + 1),
                quantiles.size());
        for (int i = 0; i < quantiles.size(); i++) {
            Require.within("quantiles", quantiles.get(i), i == 0 ? 0 : quantiles.get(i - 1), 1);
        }
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
            return new ConformalThreshold(alpha, n, 1, List.of());
        }
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = Math.max(0, Math.min(1, 1 - probabilities.get(i).of(truth.get(i))));
        }
        Arrays.sort(scores);
        List<Double> quantiles = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            quantiles.add(scores[(int) Math.round((n - 1.0) * i / STEPS)]);
        }
        return new ConformalThreshold(alpha, n, scores[rank - 1], quantiles);
    }

    /**
     * The classes that are not ruled out.
     *
     * @param probabilities calibrated
     * @return unmodifiable, possibly empty
     */
    public Set<Direction> set(Probabilities probabilities) {
        return within(probabilities, threshold);
    }

    /**
     * The classes that are not ruled out at another miss rate.
     *
     * @param probabilities calibrated
     * @param missRate at or below 0 nothing is ruled out, at or above 1 everything
     * @return unmodifiable, possibly empty; everything when there were too few scores
     */
    Set<Direction> set(Probabilities probabilities, double missRate) {
        if (quantiles.isEmpty() || missRate <= 0) {
            return within(probabilities, 1);
        }
        if (missRate >= 1) {
            return Set.of();
        }
        if (missRate == alpha) {
            return set(probabilities);
        }
        double at = (1 - missRate) * STEPS;
        int below = (int) Math.min(STEPS - 1, Math.floor(at));
        double low = quantiles.get(below);
        return within(probabilities, low + (at - below) * (quantiles.get(below + 1) - low));
    }

    private static Set<Direction> within(Probabilities probabilities, double threshold) {
        EnumSet<Direction> set = EnumSet.noneOf(Direction.class);
        for (Direction direction : Direction.values()) {
            if (1 - probabilities.of(direction) <= threshold) {
                set.add(direction);
            }
        }
        return Collections.unmodifiableSet(set);
    }
}
