package io.colin.ml.drift;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether live data still look like the training's.
 *
 * @param verdict what to do
 * @param columns those that could be compared
 * @param scoreDrop how far the score fell below its reference, relative, negative when it rose; empty when not known
 */
public record DriftReport(Verdict verdict, List<ColumnDrift> columns, OptionalDouble scoreDrop) {
    /** Copies. */
    public DriftReport {
        columns = List.copyOf(columns);
    }

    /** What follows. */
    public enum Verdict {
        /** Too few observations to say. */
        NOT_JUDGED,
        /** Nothing. */
        STABLE,
        /** Somebody should look: a column drifted. */
        WARNING,
        /** A tenth of the columns drifted, or the score fell by more than 20 %. */
        RETRAIN
    }

    /**
     * The share of the columns that drifted.
     *
     * @return [0, 1], 0 when none could be compared
     */
    public double driftedShare() {
        long drifted = columns.stream().filter(ColumnDrift::drifted).count();
        return columns.isEmpty() ? 0 : (double) drifted / columns.size();
    }

    /**
     * The divergence of the worst column.
     *
     * @return 0 when none could be compared
     */
    public double worstDivergence() {
        return columns.stream().mapToDouble(ColumnDrift::kullbackLeibler).max().orElse(0);
    }
}
