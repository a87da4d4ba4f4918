package io.colin.ml.book;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.calibration.Temperature;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.evaluation.LogisticRegression;
import io.colin.ml.label.BookLabels;
import io.colin.ml.label.ClassIndex;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Learns a book model from the first part of a dataset: every change of the best quote whose answer was known before the
 * cut. The temperature of the mid 5 s later comes from a score fitted on the earlier rows alone and asked on the later
 * ones. The next move has none: on the training parts of the recordings at hand a temperature from one minute made the
 * next one worse, following the moves as they come ({@link LiveConfidence}) made it better.
 */
public final class BookFitter {
    private static final int LEAST_ROWS = 1_000;

    /** A part of a minute holds a few hundred moves: it may bend the confidence, not break it. */
    private static final double LARGEST_BEND = 2;

    /**
     * Chosen once for every book, by blocks inside the training parts of four recordings; half or twice as much gave
     * nearly the same.
     */
    private static final double HALF_LIFE_MOVES = 100;

    private static final double PRIOR_MOVES = 20;

    private final BookDataset data;
    private final BookModel.Settings settings;
    private final long cutNs;
    private final long calibrationNs;

    private BookFitter(BookDataset data, BookModel.Settings settings) {
        this.data = data;
        this.settings = settings;
        long fromNs = data.timeNs(0);
        this.cutNs = fromNs + (long) (settings.trainShare() * (data.endNs() - fromNs));
        this.calibrationNs = fromNs + (long) ((1 - settings.calibrationShare()) * (cutNs - fromNs));
    }

    /**
     * What a fit gave.
     *
     * @param model without evaluations
     * @param evaluator of it, beside a plain logistic regression
     */
    public record Fitted(BookModel model, BookEvaluator evaluator) {}

    /**
     * Fits.
     *
     * @param data the whole dataset; only its first part is looked at
     * @param settings what the model follows from
     * @return the model and who judges it
     * @throws ColinException MODEL_FAILED if there are less than 1 000 rows to learn from
     */
    public static Fitted fit(BookDataset data, BookModel.Settings settings) {
        return new BookFitter(data, settings).fit();
    }

    private Fitted fit() {
        BookSplit next = new BookSplit(data, Target.NEXT_MOVE);
        BookSplit later = new BookSplit(data, Target.FIVE_SECONDS);
        int[] nextRows = rows(next);
        int[] laterRows = rows(later);
        BookModel model = new BookModel(
                BookModel.FORMAT,
                data.instrument().symbol().name(),
                settings,
                BookModel.schema().hash(),
                data.fingerprint(),
                data.timeNs(0),
                cutNs,
                plainScore(next, nextRows),
                score(later, laterRows),
                adaptation(next, nextRows),
                meanMove(nextRows),
                majority(next, nextRows),
                majority(later, laterRows),
                List.of(shares(next, nextRows), shares(later, laterRows)),
                List.of());
        EnumMap<Target, LogisticRegression> plain = new EnumMap<>(Target.class);
        plain.put(Target.NEXT_MOVE, plain(next, nextRows, model));
        plain.put(Target.FIVE_SECONDS, plain(later, laterRows, model));
        return new Fitted(model, BookEvaluator.of(model, plain));
    }

    private int[] rows(BookSplit split) {
        int[] rows = split.between(data.timeNs(0), cutNs);
        if (rows.length < LEAST_ROWS) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "training needs at least " + LEAST_ROWS + " rows with an answer, "
                            + data.instrument().symbol() + " gives " + rows.length);
        }
        return rows;
    }

    private MirrorScore score(BookSplit split, int[] rows) {
        MirrorScore score = plainScore(split, rows);
        int[] early = split.between(data.timeNs(0), calibrationNs);
        int[] late = split.between(calibrationNs + BookLabels.NEXT_MOVE_LIMIT_NS, cutNs);
        return early.length == 0 || late.length == 0 ? score : score.withTemperature(temperature(split, early, late));
    }

    private MirrorScore plainScore(BookSplit split, int[] rows) {
        return MirrorFit.fit(BookRows.of(data, rows), classes(split, rows), settings.ridge());
    }

    private BookModel.Adaptation adaptation(BookSplit next, int[] rows) {
        long moves = Arrays.stream(rows).mapToLong(next::endNs).distinct().count();
        return new BookModel.Adaptation(HALF_LIFE_MOVES, PRIOR_MOVES * rows.length / moves);
    }

    private double temperature(BookSplit split, int[] early, int[] late) {
        MirrorScore score = plainScore(split, early);
        double[][] rows = BookRows.of(data, late);
        double[] raw = new double[3 * late.length];
        int[] classes = new int[late.length];
        for (int i = 0; i < late.length; i++) {
            var p = score.probabilities(score.score(rows[i], 0));
            raw[3 * i] = p.up();
            raw[3 * i + 1] = p.flat();
            raw[3 * i + 2] = p.down();
            classes[i] = ClassIndex.of(split.direction(late[i]));
        }
        double fitted = Temperature.fit(raw, classes).value();
        return Math.max(1 / LARGEST_BEND, Math.min(LARGEST_BEND, fitted));
    }

    private double meanMove(int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> Math.abs(data.labels().move(row)) / data.mid(row))
                .average()
                .orElseThrow();
    }

    private static Direction majority(BookSplit split, int[] rows) {
        EnumMap<Direction, Integer> counts = new EnumMap<>(Direction.class);
        for (int row : rows) {
            counts.merge(split.direction(row), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static Probabilities shares(BookSplit split, int[] rows) {
        double up = share(split, rows, Direction.LONG);
        double down = share(split, rows, Direction.SHORT);
        return new Probabilities(up, Math.max(0, 1 - up - down), down);
    }

    private static double share(BookSplit split, int[] rows, Direction direction) {
        return (double) Arrays.stream(rows)
                        .filter(row -> split.direction(row) == direction)
                        .count()
                / rows.length;
    }

    private static List<Direction> classes(BookSplit split, int[] rows) {
        return Arrays.stream(rows).mapToObj(split::direction).toList();
    }

    private LogisticRegression plain(BookSplit split, int[] rows, BookModel model) {
        int[] classes = Arrays.stream(rows)
                .map(row -> ClassIndex.of(split.direction(row)))
                .toArray();
        float[] weights = new float[rows.length];
        Arrays.fill(weights, 1);
        return LogisticRegression.fit(BookRows.scaled(data, rows, model.next().scales()), classes, weights);
    }
}
