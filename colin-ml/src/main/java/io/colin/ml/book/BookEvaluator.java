package io.colin.ml.book;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
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
     * @throws ColinException DATA_INVALID if no such row has an answer
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
     * @throws ColinException DATA_INVALID if no such row has an answer
     */
    public BookEvaluation evaluate(BookDataset data, Target target, Rows rows) {
        BookSplit split = new BookSplit(data, target);
        long fromNs = model.dataToNs() + BookModel.EMBARGO_NS;
        int[] judged = Arrays.stream(split.between(fromNs, Long.MAX_VALUE))
                .filter(row -> rows == Rows.EVERY_CHANGE || data.isDecision(row))
                .toArray();
        if (judged.length < BINS) {
            throw new ColinException(
                    Reason.DATA_INVALID,
                    "to judge a book model, data must go on for more than 30 s after its training data, with answers: "
                            + judged.length + " rows of " + data.instrument().symbol());
        }
        return new Run(data, split, judged, rows).evaluate();
    }

    /** One evaluation at work. */
    private final class Run {
        private final BookDataset data;
        private final BookSplit split;
        private final int[] judged;
        private final Rows rows;
        private final Target target;
        private final Probabilities[] said;
        private final double[] confidence;
        private final double[] imbalance;
        private final double[] hits;
        private final double[] ruleHits;
        private final BlockBootstrap bootstrap;
        private final boolean[] separate;

        private Run(BookDataset data, BookSplit split, int[] judged, Rows rows) {
            this.data = data;
            this.split = split;
            this.judged = judged;
            this.rows = rows;
            this.target = split.target();
            int n = judged.length;
            this.said = new Probabilities[n];
            this.confidence = new double[n];
            this.imbalance = new double[n];
            this.hits = new double[n];
            this.ruleHits = new double[n];
            this.separate = new boolean[n];
            double spanNs = Math.max(1, data.timeNs(judged[n - 1]) - data.timeNs(judged[0]));
            int block = (int) Math.max(1, Math.min(n, Math.round(n * BLOCK_NS / spanNs)));
            this.bootstrap =
                    new BlockBootstrap(block, RESAMPLES, model.settings().seed());
        }

        private BookEvaluation evaluate() {
            answer();
            List<Contest> contests = contests();
            double[][] series = new double[contests.size() + 1][];
            series[0] = hits;
            for (int i = 0; i < contests.size(); i++) {
                series[i + 1] = contests.get(i).difference;
            }
            double[][] means = bootstrap.means(series);
            List<Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < contests.size(); i++) {
                comparisons.add(contests.get(i).comparison(BlockBootstrap.interval(means[i + 1])));
            }
            BlockBootstrap.Interval interval = BlockBootstrap.interval(means[0]);
            int n = judged.length;
            double error = calibrationError(confidence, hits);
            CalibrationNoise noise =
                    CalibrationNoise.of(said, separate, error, model.settings().seed());
            return new BookEvaluation(
                    data.instrument().symbol().name(),
                    target,
                    rows,
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
            int strong = (int) Arrays.stream(imbalance).filter(x -> x >= 0.5).count();
            List<Contest> contests = new ArrayList<>();
            contests.add(against(Rival.IMBALANCE, ruleHits));
            if (strong > 0) {
                contests.add(againstTop(Rival.STRONG_IMBALANCE, strong));
            }
            contests.add(againstTop(Rival.IMBALANCE_THIRD, judged.length / 3));
            Direction majority = target == Target.NEXT_MOVE ? model.majorityNext() : model.majorityLater();
            contests.add(against(Rival.MAJORITY, hitsOf(i -> majority)));
            contests.add(against(Rival.LAST_MOVE, hitsOf(i -> data.lastMove(judged[i]))));
            logisticHits().ifPresent(series -> contests.add(against(Rival.LOGISTIC, series)));
            return contests;
        }

        private void answer() {
            BookAnswers answers = BookAnswers.of(model, data, target);
            int imb = data.schema().indexOf("imb_1");
            long lastEndNs = Long.MIN_VALUE;
            for (int i = 0; i < judged.length; i++) {
                Probabilities p = answers.at(judged[i]);
                said[i] = p;
                Direction came = split.direction(judged[i]);
                confidence[i] = p.of(p.top());
                hits[i] = p.top() == came ? 1 : 0;
                double x = data.value(judged[i], imb);
                imbalance[i] = Math.abs(x);
                ruleHits[i] = (x > 0 ? Direction.LONG : x < 0 ? Direction.SHORT : Direction.NEUTRAL) == came ? 1 : 0;
                separate[i] = data.timeNs(judged[i]) >= lastEndNs;
                lastEndNs = separate[i] ? split.endNs(judged[i]) : lastEndNs;
            }
        }

        private SortedMap<Answer, Integer> excluded() {
            TreeMap<Answer, Integer> counts = new TreeMap<>();
            long fromNs = data.timeNs(judged[0]);
            for (int row = 0; row < data.size(); row++) {
                boolean asked = rows == Rows.EVERY_CHANGE || data.isDecision(row);
                if (asked && data.timeNs(row) >= fromNs && !split.answer(row).isClass()) {
                    counts.merge(split.answer(row), 1, Integer::sum);
                }
            }
            return counts;
        }

        private double[] hitsOf(IntFunction<Direction> call) {
            double[] series = new double[judged.length];
            for (int i = 0; i < series.length; i++) {
                series[i] = call.apply(i) == split.direction(judged[i]) ? 1 : 0;
            }
            return series;
        }

        private Optional<double[]> logisticHits() {
            LogisticRegression fitted = logistic.get(target);
            if (fitted == null) {
                return Optional.empty();
            }
            float[] scaled = BookRows.scaled(data, judged, model.next().scales());
            return Optional.of(hitsOf(i -> fitted.predict(scaled, i)));
        }

        private Contest against(Rival rival, double[] other) {
            double[] difference = new double[hits.length];
            int modelOnly = 0;
            int rivalOnly = 0;
            for (int i = 0; i < hits.length; i++) {
                difference[i] = hits[i] - other[i];
                if (separate[i]) {
                    modelOnly += difference[i] > 0 ? 1 : 0;
                    rivalOnly += difference[i] < 0 ? 1 : 0;
                }
            }
            return new Contest(rival, hits.length, mean(other), difference, McNemar.test(modelOnly, rivalOnly));
        }

        /** The rule where the imbalance is largest against the model where it is surest, on equally many rows. */
        private Contest againstTop(Rival rival, int count) {
            boolean[] sure = largest(confidence, count);
            boolean[] strong = largest(imbalance, count);
            double[] difference = new double[hits.length];
            for (int i = 0; i < hits.length; i++) {
                double mine = sure[i] ? hits[i] : 0;
                double theirs = strong[i] ? ruleHits[i] : 0;
                difference[i] = (mine - theirs) * hits.length / count;
            }
            return new Contest(rival, count, meanOf(ruleHits, strong), difference, new McNemar(0, 0, 1));
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
