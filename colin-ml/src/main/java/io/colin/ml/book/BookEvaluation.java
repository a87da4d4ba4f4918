package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.ml.evaluation.McNemar;
import io.colin.ml.label.BookLabels.Answer;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often a book model was right about one question on data after its own, beside rules on the same rows. Accuracies
 * are shares; intervals are 2.5 % and 97.5 % quantiles of a stationary block bootstrap with a mean block of 30 s.
 *
 * @param symbol whose rows were judged
 * @param target the question
 * @param rows which rows
 * @param count how many had an answer
 * @param events how many answers there were that do not overlap
 * @param excluded rows without an answer, by reason
 * @param accuracy of the model
 * @param low of its accuracy
 * @param high of its accuracy
 * @param calibrationError mean gap between confidence and accuracy over 15 bins of equal mass
 * @param calibrationNoise what that error would be on average if the probabilities were exactly right: rows share few answers
 * @param calibrationP share of draws from the probabilities themselves in which the error is at least the measured one;
 *     above 0.05 the error is no evidence against them
 * @param debiased the root mean square of the same gaps without what chance adds to it, with its interval
 * @param meanConfidence mean probability of the class named
 * @param thirdAccuracy of the model on the third of the rows it is surest of
 * @param comparisons with the rules
 */
public record BookEvaluation(
        String symbol,
        Target target,
        Rows rows,
        int count,
        int events,
        SortedMap<Answer, Integer> excluded,
        double accuracy,
        double low,
        double high,
        double calibrationError,
        double calibrationNoise,
        double calibrationP,
        DebiasedCalibration debiased,
        double meanConfidence,
        double thirdAccuracy,
        List<Comparison> comparisons) {
    /** Checks and copies. */
    public BookEvaluation {
        Require.positive("count", count);
        excluded = Collections.unmodifiableSortedMap(new TreeMap<>(excluded));
        comparisons = List.copyOf(comparisons);
    }

    /** The question. */
    public enum Target {
        /** The direction of the next change of the mid. */
        NEXT_MOVE,
        /** The mid 5 s later: up, within half a spread, or down. */
        FIVE_SECONDS
    }

    /** Which rows. */
    public enum Rows {
        /** Every change of the best quote. */
        EVERY_CHANGE,
        /** At most one change every 10 ms: where a model is asked. */
        DECISION_POINTS
    }

    /** The rules a model is compared with. */
    public enum Rival {
        /** The sign of the imbalance at the best quote. */
        IMBALANCE,
        /** The same where the imbalance is at least ½, against the model on as many rows, those it is surest of. */
        STRONG_IMBALANCE,
        /** The same on the third with the largest imbalance, against the model on the third it is surest of. */
        IMBALANCE_THIRD,
        /** The sign of the imbalance on the very rows of the third the model is surest of. */
        IMBALANCE_ON_SUREST_THIRD,
        /** The sign of the imbalance where it is largest: on one third of the rows, the model on the same ones. */
        IMBALANCE_ON_ITS_THIRD,
        /** The class most frequent in training. */
        MAJORITY,
        /** The direction of the last change of the mid. */
        LAST_MOVE,
        /** A logistic regression with intercepts on the same columns; only right after training. */
        LOGISTIC;

        /**
         * Whether model and rule are asked on the same rows.
         *
         * @return false where each is asked where it is surest
         */
        public boolean sameRows() {
            return this != STRONG_IMBALANCE && this != IMBALANCE_THIRD;
        }
    }

    /**
     * The model against a rule.
     *
     * @param rival the rule
     * @param rows the rule was asked on
     * @param accuracy of the rule there
     * @param difference the model's accuracy less the rule's
     * @param low of the difference
     * @param high of the difference
     * @param bootstrapP share of resamples in which the model is no better, one added above and below
     * @param nonOverlapping McNemar's test on answers that do not overlap; none (0, 0, p 1) where model and rule are
     *     asked on different rows
     */
    public record Comparison(
            Rival rival,
            int rows,
            double accuracy,
            double difference,
            double low,
            double high,
            double bootstrapP,
            McNemar nonOverlapping) {}

    /**
     * The comparison with one rule.
     *
     * @param rival the rule
     * @return the comparison
     * @throws IllegalArgumentException if there is none
     */
    public Comparison against(Rival rival) {
        return comparisons.stream()
                .filter(c -> c.rival() == rival)
                .findFirst()
                .orElseThrow(() -> Require.broken("rival", "must be one of " + comparisons.size(), rival));
    }
}
