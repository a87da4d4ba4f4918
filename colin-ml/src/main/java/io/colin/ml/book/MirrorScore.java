package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.api.signal.Probabilities;
import java.util.List;

/**
 * p(LONG) ∝ e^(s/2T), p(SHORT) ∝ e^(−s/2T), p(NEUTRAL) ∝ f^(1/T) with s = Σ w·clip(x/scale, ±8) over columns that change
 * their sign when bids and asks, buys and sells are swapped. There is no intercept, so swapping them swaps p(LONG) and
 * p(SHORT) to the last bit: the model cannot learn that the sample happened to rise.
 *
 * @param scales root mean square of each column on the training fold, above 0
 * @param weights one a column
 * @param flatOdds f, 0 where there is no NEUTRAL class
 * @param temperature T, above 0
 */
public record MirrorScore(List<Double> scales, List<Double> weights, double flatOdds, double temperature) {
    private static final double CLIP = 8;
    private static final double HIGHEST_TEMPERATURE = 20;
    private static final double LARGEST_EXPONENT = 300;

    /** Checks and copies. */
    public MirrorScore {
        scales = List.copyOf(scales);
        weights = List.copyOf(weights);
        Require.that(!scales.isEmpty() && scales.size() == weights.size(), "weights", "must match", weights.size());
        scales.forEach(value -> Require.within("scale", value, Double.MIN_NORMAL, Double.MAX_VALUE));
        weights.forEach(value -> Require.finite("weight", value));
        Require.within("flatOdds", flatOdds, 0, Double.MAX_VALUE);
        Require.within("temperature", temperature, 1 / HIGHEST_TEMPERATURE, HIGHEST_TEMPERATURE);
    }

    /**
     * The score of a row.
     *
     * @param row holds the columns, finite
     * @param offset where they begin
     * @return s, above 0 for up
     */
    public double score(double[] row, int offset) {
        double sum = 0;
        for (int i = 0; i < weights.size(); i++) {
            double x = row[offset + i] / scales.get(i);
            sum += weights.get(i) * Math.max(-CLIP, Math.min(CLIP, x));
        }
        return sum;
    }

    /**
     * The probabilities behind a score.
     *
     * @param score s
     * @return LONG, NEUTRAL, SHORT
     */
    public Probabilities probabilities(double score) {
        double half = Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, 0.5 * score / temperature));
        double up = Math.exp(half);
        double down = Math.exp(-half);
        double flat = flatOdds == 0 ? 0 : Math.pow(flatOdds, 1 / temperature);
        double sum = (up + down) + flat;
        return new Probabilities(up / sum, flat / sum, down / sum);
    }

    /**
     * The same score with another temperature.
     *
     * @param value above 0
     * @return a copy
     */
    public MirrorScore withTemperature(double value) {
        return new MirrorScore(scales, weights, flatOdds, value);
    }
}
