package io.colin.ml.evaluation;

import java.util.List;

/**
 * How well the probabilities fit what came.
 *
 * @param accuracy share of decisions whose most probable class came
 * @param balancedAccuracy mean over the classes of the share of each that was found
 * @param logLoss mean −ln p(true class)
 * @param priorLogLoss the same for the class shares of the training fold
 * @param brier mean squared error over the three classes, summed, [0, 2]
 * @param priorBrier the same for the class shares of the training fold
 * @param calibrationError mean gap between confidence and accuracy over 15 bins of equal mass
 * @param confusion counts by true class, then by said class, in the order LONG, NEUTRAL, SHORT
 */
public record Classification(
        double accuracy,
        double balancedAccuracy,
        double logLoss,
        double priorLogLoss,
        double brier,
        double priorBrier,
        double calibrationError,
        List<List<Integer>> confusion) {
    /** Copies. */
    public Classification {
        confusion = confusion.stream().map(List::copyOf).toList();
    }
}
