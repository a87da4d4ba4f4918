package io.colin.ml.evaluation;

import io.colin.api.signal.Direction;
import io.colin.ml.label.ClassIndex;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.ranking.NaturalRanking;

/**
 * How well one class is told from the others.
 *
 * @param direction the class
 * @param support how often it came
 * @param precision share of the times it was named in which it came; 0 when it was never named
 * @param recall share of the times it came in which it was named; 0 when it never came
 * @param f1 harmonic mean of the two; 0 when both are 0
 * @param auc chance that a row where it came got a higher probability for it than one where it did not (ties count
 *     half); 0.5 when it always or never came
 */
public record ClassScore(Direction direction, int support, double precision, double recall, double f1, double auc) {
    /**
     * Scores the three classes.
     *
     * @param predictions not empty
     * @param confusion counts by true class, then by said class
     * @return LONG, NEUTRAL, SHORT
     */
    static List<ClassScore> of(List<Prediction> predictions, List<List<Integer>> confusion) {
        List<ClassScore> scores = new ArrayList<>();
        for (Direction direction : List.of(Direction.LONG, Direction.NEUTRAL, Direction.SHORT)) {
            int k = ClassIndex.of(direction);
            int right = confusion.get(k).get(k);
            int came = confusion.get(k).stream().mapToInt(Integer::intValue).sum();
            int named = confusion.stream().mapToInt(row -> row.get(k)).sum();
            double precision = named == 0 ? 0 : (double) right / named;
            double recall = came == 0 ? 0 : (double) right / came;
            double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
            scores.add(new ClassScore(direction, came, precision, recall, f1, auc(predictions, direction, came)));
        }
        return scores;
    }

    /** Mann and Whitney's statistic over the number of pairs. */
    private static double auc(List<Prediction> predictions, Direction direction, int came) {
        int others = predictions.size() - came;
        if (came == 0 || others == 0) {
            return 0.5;
        }
        double[] probabilities = predictions.stream()
                .mapToDouble(p -> p.opinion().probabilities().of(direction))
                .toArray();
        double[] ranks = new NaturalRanking().rank(probabilities);
        double sum = 0;
        for (int i = 0; i < ranks.length; i++) {
            sum += predictions.get(i).came() == direction ? ranks[i] : 0;
        }
        return (sum - came * (came + 1.0) / 2) / ((double) came * others);
    }
}
