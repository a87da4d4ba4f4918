package io.colin.ml.book;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.ml.book.BookEvaluation.Comparison;
import io.colin.ml.book.BookEvaluation.Rival;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.evaluation.BlockBootstrap;
import io.colin.ml.evaluation.LogisticRegression;
import io.colin.ml.evaluation.McNemar;
import io.colin.ml.label.BookLabels.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Judges a book model on rows at least 30 s after its training data, of the same book or another. The model and every
 * rule answer on the same rows. The next move is foretold as a model at work foretells it: from the end of its training
 * data on, {@link LiveConfidence} learns from every move that happened before a row. Immutable.
 */
public final class BookEvaluator {
    private static final int RESAMPLES = 2_000;
    private static final int BINS = 15;
    private static final double BLOCK_NS = 30e9;

    private final BookModel model;
    private final Map<Target, LogisticRegression> logistic;

    private BookEvaluator(BookModel model, Map<Target, LogisticRegression> logistic) {
        this.model = model;
        this.logistic = logistic;
    }

    /**
     * Judges a model whose training is over: without the plain logistic regression.
     *
     * @param model to judge
     * @return the evaluator
     */
    public static BookEvaluator of(BookModel model) {
        return new BookEvaluator(model, Map.of());
    }

    /** Judges a model beside a plain logistic regression for each question, fitted on the same rows. */
    static BookEvaluator of(BookModel model, Map<Target, LogisticRegression> logistic) {
        return new BookEvaluator(model, new EnumMap<>(logistic));
    }

    /**
     * Judges both questions on every change of the best quote and on the decision points alone.
     *
     * @param data whose rows later than the model's data and the embargo are judged
     * @return four evaluations
     * @throws ColinException DATA_INVALID if fewer than 15 such rows have an answer
     */
    public List<BookEvaluation> evaluate(BookDataset data) {
        List<BookEvaluation> evaluations = new ArrayList<>();
        for (Target target : Target.values()) {
            for (Rows rows : Rows.values()) {
                evaluations.add(evaluate(data, target, rows));
            }
        }
        return List.copyOf(evaluations);
    }

    /**
     * Judges one question.
     *
     * @param data whose rows later than the model's data and the embargo are judged
     * @param target the question
     * @param rows which rows
     * @return the evaluation
     * @throws ColinException DATA_INVALID if fewer than 15 such rows have an answer
     */
    public BookEvaluation evaluate(BookDataset data, Target target, Rows rows) {
        BookSplit split = new BookSplit(data, target);
        return new Run(data, split, judge(data, split, rows)).evaluate();
    }

    /**
     * What the evaluations are made of, for figures over several books: {@link PooledCalibration}.
     *
     * @param data whose rows later than the model's data and the embargo are judged
     * @return one for each evaluation, in the same order
     * @throws ColinException DATA_INVALID if fewer than 15 such rows have an answer
     */
    public List<JudgedBook> judge(BookDataset data) {
        List<JudgedBook> judged = new ArrayList<>();
        for (Target target : Target.values()) {
            for (Rows rows : Rows.values()) {
                judged.add(judge(data, new BookSplit(data, target), rows));
            }
        }
        return List.copyOf(judged);
    }

    /**
     * Puts the same rows to the measures of bar models.
     *
     * @param data whose rows later than the model's data and the embargo are judged
     * @return one for each evaluation, in the same order; none where the model is of a format that kept no class shares,
     *     without which there is no baseline that states probabilities
     * @throws ColinException DATA_INVALID if fewer than 15 such rows have an answer
     */
    public List<BookAssessment> assess(BookDataset data) {
        if (model.shares(Target.NEXT_MOVE).isEmpty()) {
            return List.of();
        }
        return judge(data).stream()
                .map(judged ->
                        BookAssessor.assess(model, data, judged, Optional.ofNullable(logistic.get(judged.target()))))
                .toList();
    }

    private JudgedBook judge(BookDataset data, BookSplit split, Rows rows) {
        long fromNs = model.dataToNs() + BookModel.EMBARGO_NS;
        int[] judged = Arrays.stream(split.between(fromNs, Long.MAX_VALUE))
                .filter(row -> rows == Rows.EVERY_CHANGE || data.isDecision(row))
                .toArray();
        if (judged.length < BINS) {
            throw new ColinException(
                    Reason.DATA_INVALID,
                    "data: must hold at least " + BINS
                            + " rows with an answer more than 30 s after the model's own data, "
                            + data.instrument().symbol() + " gives " + judged.length);
        }
        return JudgedBook.of(model, data, split, judged, rows);
    }

    /** The bootstrap of judged rows in order of time: blocks of 30 s. */
    static BlockBootstrap bootstrap(long firstNs, long lastNs, int rows, long seed) {
        double spanNs = Math.max(1, lastNs - firstNs);
        int block = (int) Math.max(1, Math.min(rows, Math.round(rows * BLOCK_NS / spanNs)));
        return new BlockBootstrap(block, RESAMPLES, seed);
    }

    /** One evaluation at work. */
    private final class Run {
        private final BookDataset data;
        private final BookSplit split;
        private final JudgedBook judged;
        private final Target target;
        private final double[] hits;
        private final boolean[] separate;

        private Run(BookDataset data, BookSplit split, JudgedBook judged) {
            this.data = data;
            this.split = split;
            this.judged = judged;
            this.target = judged.target();
            this.hits = judged.hits();
            this.separate = judged.separate();
        }

        private BookEvaluation evaluate() {
            List<Contest> contests = contests();
            double[][] series = new double[contests.size() + 1][];
            series[0] = hits;
            for (int i = 0; i < contests.size(); i++) {
                series[i + 1] = contests.get(i).difference;
            }
            int n = hits.length;
            long seed = model.settings().seed();
            long[] times = judged.times();
            double[][] means = bootstrap(times[0], times[n - 1], n, seed).means(series);
            List<Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < contests.size(); i++) {
                comparisons.add(contests.get(i).comparison(BlockBootstrap.interval(means[i + 1])));
            }
            BlockBootstrap.Interval interval = BlockBootstrap.interval(means[0]);
            double[] confidence = judged.confidence();
            double error = calibrationError(confidence, hits);
            CalibrationNoise noise = CalibrationNoise.of(judged.said(), separate, error, seed);
            return new BookEvaluation(
                    data.instrument().symbol().name(),
                    target,
                    judged.choice(),
                    n,
                    (int) IntStream.range(0, n).filter(i -> separate[i]).count(),
                    excluded(),
                    mean(hits),
                    interval.low(),
                    interval.high(),
                    error,
                    noise.mean(),
                    noise.pValue(),
                    DebiasedCalibration.of(confidence, hits, separate),
                    mean(confidence),
                    meanOf(hits, largest(confidence, n / 3)),
                    comparisons);
        }

        private List<Contest> contests() {
            int n = hits.length;
            double[] rule = judged.ruleHits();
            double[] imbalance = judged.imbalance();
            double[] confidence = judged.confidence();
            boolean[] sure = largest(confidence, n / 3);
            boolean[] strong = largest(imbalance, n / 3);
            int half = (int) Arrays.stream(imbalance).filter(x -> x >= 0.5).count();
            List<Contest> contests = new ArrayList<>();
            contests.add(against(Rival.IMBALANCE, rule));
            if (half > 0) {
                contests.add(
                        against(Rival.STRONG_IMBALANCE, rule, largest(confidence, half), largest(imbalance, half)));
            }
            contests.add(against(Rival.IMBALANCE_THIRD, rule, sure, strong));
            contests.add(against(Rival.IMBALANCE_ON_SUREST_THIRD, rule, sure, sure));
            contests.add(against(Rival.IMBALANCE_ON_ITS_THIRD, rule, strong, strong));
            Direction majority = model.majority(target);
            contests.add(against(Rival.MAJORITY, hitsOf(i -> majority)));
            contests.add(against(Rival.LAST_MOVE, hitsOf(i -> data.lastMove(judged.rows()[i]))));
            logisticHits().ifPresent(series -> contests.add(against(Rival.LOGISTIC, series)));
            return contests;
        }

        private SortedMap<Answer, Integer> excluded() {
            TreeMap<Answer, Integer> counts = new TreeMap<>();
            long fromNs = judged.times()[0];
            for (int row = 0; row < data.size(); row++) {
                boolean asked = judged.choice() == Rows.EVERY_CHANGE || data.isDecision(row);
                if (asked && data.timeNs(row) >= fromNs && !split.answer(row).isClass()) {
                    counts.merge(split.answer(row), 1, Integer::sum);
                }
            }
            return counts;
        }

        private double[] hitsOf(IntFunction<Direction> call) {
            double[] series = new double[judged.size()];
            for (int i = 0; i < series.length; i++) {
                series[i] = call.apply(i) == split.direction(judged.rows()[i]) ? 1 : 0;
            }
            return series;
        }

        private Optional<double[]> logisticHits() {
            LogisticRegression fitted = logistic.get(target);
            if (fitted == null) {
                return Optional.empty();
            }
            float[] scaled = BookRows.scaled(data, judged.rows(), model.next().scales());
            return Optional.of(hitsOf(i -> fitted.predict(scaled, i)));
        }

        private Contest against(Rival rival, double[] other) {
            boolean[] all = new boolean[hits.length];
            Arrays.fill(all, true);
            return against(rival, other, all, all);
        }

        /** The model on some rows against a rule on the same ones or on as many others. */
        private Contest against(Rival rival, double[] other, boolean[] mine, boolean[] theirs) {
            int n = hits.length;
            int count = (int) IntStream.range(0, n).filter(i -> mine[i]).count();
            double[] difference = new double[n];
            int modelOnly = 0;
            int rivalOnly = 0;
            for (int i = 0; i < n; i++) {
                difference[i] = ((mine[i] ? hits[i] : 0) - (theirs[i] ? other[i] : 0)) * n / count;
                if (separate[i] && rival.sameRows()) {
                    modelOnly += difference[i] > 0 ? 1 : 0;
                    rivalOnly += difference[i] < 0 ? 1 : 0;
                }
            }
            return new Contest(rival, count, meanOf(other, theirs), difference, McNemar.test(modelOnly, rivalOnly));
        }
    }

    /** A comparison that still lacks its interval: all are resampled together. */
    private static final class Contest {
        private final Rival rival;
        private final int rows;
        private final double accuracy;
        private final double[] difference;
        private final McNemar test;

        private Contest(Rival rival, int rows, double accuracy, double[] difference, McNemar test) {
            this.rival = rival;
            this.rows = rows;
            this.accuracy = accuracy;
            this.difference = difference;
            this.test = test;
        }

        private Comparison comparison(BlockBootstrap.Interval interval) {
            return new Comparison(
                    rival, rows, accuracy, mean(difference), interval.low(), interval.high(), interval.pValue(), test);
        }
    }

    /**
     * The mean gap between confidence and accuracy over 15 bins of equal mass.
     *
     * @param confidence one a prediction, at least 15
     * @param hits 1 where it was right, 0 elsewhere
     * @return [0, 1]
     */
    static double calibrationError(double[] confidence, double[] hits) {
        Require.that(confidence.length >= BINS, "confidence", "must hold at least 15", confidence.length);
        double[] gaps = new double[confidence.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = confidence[i] - hits[i];
        }
        return meanGap(order(confidence), gaps);
    }

    /** The mean over 15 bins of equal mass of the size of their mean gap. */
    static double meanGap(int[] order, double[] gaps) {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double gap = 0;
            for (int i = bin * order.length / BINS; i < (bin + 1) * order.length / BINS; i++) {
                gap += gaps[order[i]];
            }
            error += Math.abs(gap);
        }
        return error / order.length;
    }

    static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean[] largest(double[] values, int count) {
        int[] order = order(values);
        boolean[] chosen = new boolean[values.length];
        for (int i = order.length - count; i < order.length; i++) {
            chosen[order[i]] = true;
        }
        return chosen;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double meanOf(double[] values, boolean[] chosen) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            sum += chosen[i] ? values[i] : 0;
            count += chosen[i] ? 1 : 0;
        }
        return count == 0 ? 0 : sum / count;
    }
}
