package io.colin.ml.ensemble;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.evaluation.LogisticRegression;
import io.colin.ml.label.ClassIndex;
import java.util.Arrays;
import java.util.List;

/**
 * Joins the probabilities of members by a multinomial logistic regression on their log odds against NEUTRAL. It must be
 * fitted on predictions for data the members had not learnt from, or it trusts whoever remembers best. Immutable.
 */
public final class Stacking {
    private static final double SMALLEST_PROBABILITY = 1e-6;
    private static final int ODDS = 2;

    private final int members;
    private final LogisticRegression regression;

    private Stacking(int members, LogisticRegression regression) {
        this.members = members;
        this.regression = regression;
    }

    /**
     * Fits.
     *
     * @param predictions out of fold: of each decision what every member said, in the members' order
     * @param realised the class of each decision
     * @return the fitted join
     */
    public static Stacking fit(List<List<Probabilities>> predictions, List<Direction> realised) {
        Require.positive("predictions", predictions.size());
        Require.that(realised.size() == predictions.size(), "realised", "must be one a decision", realised.size());
        int members = predictions.getFirst().size();
        float[] rows = new float[predictions.size() * members * ODDS];
        for (int i = 0; i < predictions.size(); i++) {
            Require.that(predictions.get(i).size() == members, "predictions", "must be of all members", i);
            odds(predictions.get(i), rows, i * members * ODDS);
        }
        float[] weights = new float[predictions.size()];
        Arrays.fill(weights, 1);
        int[] classes = realised.stream().mapToInt(ClassIndex::of).toArray();
        return new Stacking(members, LogisticRegression.fit(rows, classes, weights));
    }

    /**
     * How many members it joins.
     *
     * @return above 0
     */
    public int members() {
        return members;
    }

    /**
     * Joins one decision's predictions.
     *
     * @param predictions of every member, in their order
     * @return the probabilities
     */
    public Probabilities join(List<Probabilities> predictions) {
        Require.that(predictions.size() == members, "predictions", "must be of all members", predictions.size());
        float[] row = new float[members * ODDS];
        odds(predictions, row, 0);
        return regression.probabilities(row, 0);
    }

    private static void odds(List<Probabilities> predictions, float[] target, int offset) {
        int at = offset;
        for (Probabilities p : predictions) {
            double flat = Math.log(Math.max(SMALLEST_PROBABILITY, p.flat()));
            target[at++] = (float) (Math.log(Math.max(SMALLEST_PROBABILITY, p.up())) - flat);
            target[at++] = (float) (Math.log(Math.max(SMALLEST_PROBABILITY, p.down())) - flat);
        }
    }
}
