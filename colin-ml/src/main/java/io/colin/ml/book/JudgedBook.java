package io.colin.ml.book;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;

/**
 * The rows of one book that a model was judged on: what it said there, what the imbalance of the best quote said, and who
 * was right. {@link BookEvaluator} makes it, {@link PooledCalibration} puts several together. Immutable.
 */
public final class JudgedBook {
    private final Target target;
    private final Rows choice;
    private final int[] rows;
    private final long[] times;
    private final long[] ends;
    private final Probabilities[] said;
    private final double[] confidence;
    private final double[] imbalance;
    private final double[] hits;
    private final double[] ruleHits;
    private final boolean[] separate;

    private JudgedBook(Target target, Rows choice, int[] rows) {
        int n = rows.length;
        this.target = target;
        this.choice = choice;
        this.rows = rows;
        this.times = new long[n];
        this.ends = new long[n];
        this.said = new Probabilities[n];
        this.confidence = new double[n];
        this.imbalance = new double[n];
        this.hits = new double[n];
        this.ruleHits = new double[n];
        this.separate = new boolean[n];
    }

    /** Asks a model at rows that have an answer. */
    static JudgedBook of(BookModel model, BookDataset data, BookSplit split, int[] rows, Rows choice) {
        JudgedBook judged = new JudgedBook(split.target(), choice, rows);
        BookAnswers answers = BookAnswers.of(model, data, split.target());
        int imb = data.schema().indexOf("imb_1");
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            Probabilities p = answers.at(row);
            Direction came = split.direction(row);
            double x = data.value(row, imb);
            judged.times[i] = data.timeNs(row);
            judged.ends[i] = split.endNs(row);
            judged.said[i] = p;
            judged.confidence[i] = p.of(p.top());
            judged.imbalance[i] = Math.abs(x);
            judged.hits[i] = p.top() == came ? 1 : 0;
            judged.ruleHits[i] = rule(x) == came ? 1 : 0;
        }
        System.arraycopy(separate(judged.times, judged.ends), 0, judged.separate, 0, rows.length);
        return judged;
    }

    /** What the imbalance of the best quote foretells: its sign. */
    static Direction rule(double imbalance) {
        return imbalance > 0 ? Direction.LONG : imbalance < 0 ? Direction.SHORT : Direction.NEUTRAL;
    }

    /** Of rows in order of time, whether a row's answer does not overlap that of the last such row. */
    static boolean[] separate(long[] times, long[] ends) {
        boolean[] separate = new boolean[times.length];
        long lastEndNs = Long.MIN_VALUE;
        for (int i = 0; i < times.length; i++) {
            separate[i] = times[i] >= lastEndNs;
            lastEndNs = separate[i] ? ends[i] : lastEndNs;
        }
        return separate;
    }

    /**
     * The question.
     *
     * @return what was foretold
     */
    public Target target() {
        return target;
    }

    /**
     * Which rows of the book.
     *
     * @return how they were chosen
     */
    public Rows choice() {
        return choice;
    }

    /**
     * How many there are.
     *
     * @return above 0
     */
    public int size() {
        return rows.length;
    }

    /** Their numbers in the dataset, in order of time; as all arrays here not to be changed. */
    int[] rows() {
        return rows;
    }

    /** When each was, ns since epoch. */
    long[] times() {
        return times;
    }

    /** When the answer of each was known, ns since epoch. */
    long[] ends() {
        return ends;
    }

    /** What the model said. */
    Probabilities[] said() {
        return said;
    }

    /** Probability of the class it named. */
    double[] confidence() {
        return confidence;
    }

    /** Size of the imbalance of the best quote. */
    double[] imbalance() {
        return imbalance;
    }

    /** 1 where the model was right, 0 elsewhere. */
    double[] hits() {
        return hits;
    }

    /** 1 where the sign of the imbalance was right, 0 elsewhere. */
    double[] ruleHits() {
        return ruleHits;
    }

    /** Whether a row's answer does not overlap that of the last such row; the first one's does not. */
    boolean[] separate() {
        return separate;
    }
}
