package io.colin.ml.book;

import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.PermutationImportance;
import java.util.List;

/**
 * The measures of bar models on the rows of a {@link BookEvaluation}: log loss, Brier score, precision and recall, and
 * what acting on every LONG and SHORT would have left from mid to mid, after the fee of two sides and the spread at the
 * row. Intervals and tests take blocks of 30 s. Book models have no conformal sets and no emission rule: the sets of the
 * assessment rule nothing out, and every answer counts as a signal.
 *
 * @param assessment beside class shares, last move, imbalance and, right after training, a logistic regression
 * @param importances of the model's columns by the growth of the log loss, the most important first
 */
public record BookAssessment(Assessment assessment, List<PermutationImportance> importances) {
    /** Copies. */
    public BookAssessment {
        importances = List.copyOf(importances);
    }
}
