package io.colin.ml.evaluation;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.label.ClassIndex;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final int CLASSES = 3;
    private static final int BINS = 15;
    private static final double SMALLEST_PROBABILITY = 1e-12;

    /** Copies. */
    public Classification {
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    static Classification of(List<Prediction> predictions, List<Probabilities> prior) {
        int[][] confusion = new int[CLASSES][CLASSES];
        double logLoss = 0;
        double priorLogLoss = 0;
        double brier = 0;
        double priorBrier = 0;
        int n = predictions.size();
        for (int i = 0; i < n; i++) {
            Prediction prediction = predictions.get(i);
            Direction came = prediction.came();
            confusion[ClassIndex.of(came)][ClassIndex.of(prediction.opinion().top())]++;
            logLoss += logLoss(prediction.opinion().probabilities(), came);
            priorLogLoss += logLoss(prior.get(i), came);
            brier += brier(prediction.opinion().probabilities(), came);
            priorBrier += brier(prior.get(i), came);
        }
        int right = confusion[0][0] + confusion[1][1] + confusion[2][2];
        return new Classification(
                (double) right / n,
                balanced(confusion),
                logLoss / n,
                priorLogLoss / n,
                brier / n,
                priorBrier / n,
                calibrationError(predictions),
                lists(confusion));
    }

    /**
     * The log loss of one answer.
     *
     * @param p what was said
     * @param came the class that came
     * @return −ln p(came), p at least 1e-12
     */
    public static double logLoss(Probabilities p, Direction came) {
        return -Math.log(Math.max(SMALLEST_PROBABILITY, p.of(came)));
    }

    static double brier(Probabilities p, Direction came) {
        double sum = 0;
        for (Direction direction : Direction.values()) {
            double error = p.of(direction) - (direction == came ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }

    /** Bins of equal mass in order of confidence; a bin without a prediction is left out. */
    static List<CurvePoint> calibrationCurve(List<Prediction> predictions) {
        List<CurvePoint> curve = new ArrayList<>();
        for (List<Prediction> bin : bins(predictions)) {
            if (!bin.isEmpty()) {
                double confidence =
                        bin.stream().mapToDouble(p -> p.opinion().confidence()).sum();
                long right = bin.stream().filter(Prediction::isRight).count();
                curve.add(new CurvePoint(confidence / bin.size(), (double) right / bin.size(), bin.size()));
            }
        }
        return curve;
    }

    private static double calibrationError(List<Prediction> predictions) {
        double error = 0;
        for (List<Prediction> bin : bins(predictions)) {
            double gap = 0;
            for (Prediction prediction : bin) {
                gap += prediction.opinion().confidence() - (prediction.isRight() ? 1 : 0);
            }
            error += Math.abs(gap) / predictions.size();
        }
        return error;
    }

    private static List<List<Prediction>> bins(List<Prediction> predictions) {
        List<Prediction> sorted = predictions.stream()
                .sorted(Comparator.comparingDouble(p -> p.opinion().confidence()))
                .toList();
        long n = sorted.size();
        List<List<Prediction>> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(sorted.subList((int) (bin * n / BINS), (int) ((bin + 1) * n / BINS)));
        }
        return bins;
    }

    /** Mean recall over the classes that came. */
    private static double balanced(int[][] confusion) {
        double sum = 0;
        int came = 0;
        for (int k = 0; k < CLASSES; k++) {
            int total = confusion[k][0] + confusion[k][1] + confusion[k][2];
            if (total > 0) {
                sum += (double) confusion[k][k] / total;
                came++;
            }
        }
        return sum / came;
    }

    private static List<List<Integer>> lists(int[][] confusion) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int[] row : confusion) {
            lists.add(List.of(row[0], row[1], row[2]));
        }
        return lists;
    }
}
