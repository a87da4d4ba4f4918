package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.evaluation.BlockBootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The calibration of several judgements of one question over all their rows together: the error of each alone, with the
 * same 15 bins of equal mass, on the rows of all of them. A gap of one book can make up for that of another here, and
 * cannot in {@code debiased}, which is the mean of the books' own.
 *
 * <p>The interval comes from 30 s blocks of time, all books of a block together, with the bins as they are. Resampling
 * adds the noise of few moves once more, so its quantiles are reflected at the measured error (basic bootstrap): the
 * interval is one of the error without that noise and may lie below the measured one. On simulated moves it held the true
 * error in about 85 of 100 cases, not 95.
 *
 * @param target the question
 * @param choice which rows
 * @param judgements how many
 * @param rows of all
 * @param moves answers that do not overlap within their book, of all
 * @param error mean gap between confidence and accuracy
 * @param low of its 95 % interval
 * @param high of its 95 % interval
 * @param noiseApart what the error would be on average if the probabilities were exactly right and the moves of each book
 *     independent of those of the others: books of one market move together, so at least this
 * @param pApart share of such draws with at least the measured error; rather too small
 * @param noiseAsOne the same if all books moved as one: rows of any book whose answers overlap share a draw; at most this
 * @param pAsOne share of such draws with at least the measured error; rather too large
 * @param debiased the books' own errors without noise, as one
 */
public record PooledCalibration(
        Target target,
        Rows choice,
        int judgements,
        int rows,
        int moves,
        double error,
        double low,
        double high,
        double noiseApart,
        double pApart,
        double noiseAsOne,
        double pAsOne,
        DebiasedCalibration debiased) {
    /** Checks. */
    public PooledCalibration {
        Require.that(judgements > 1, "judgements", "must be more than one", judgements);
        Require.positive("rows", rows);
        Require.positive("moves", moves);
    }

    /**
     * Pools what was judged more than once.
     *
     * @param judged any; the same rows of a book once only
     * @param seed of bootstrap and draws
     * @return one for each question and choice of rows with several judgements, in the order of the evaluations
     */
    public static List<PooledCalibration> each(List<JudgedBook> judged, long seed) {
        List<PooledCalibration> pooled = new ArrayList<>();
        for (Target target : Target.values()) {
            for (Rows choice : Rows.values()) {
                List<JudgedBook> same = judged.stream()
                        .filter(book -> book.target() == target && book.choice() == choice)
                        .toList();
                if (same.size() > 1) {
                    pooled.add(of(same, seed));
                }
            }
        }
        return List.copyOf(pooled);
    }

    private static PooledCalibration of(List<JudgedBook> same, long seed) {
        Table table = new Table(same);
        double error = BookEvaluator.calibrationError(table.confidence, table.hits);
        CalibrationNoise apart = CalibrationNoise.of(table.said, table.separate, error, seed);
        Table merged = table.byTime();
        CalibrationNoise asOne = CalibrationNoise.of(merged.said, merged.separate, error, seed);
        BlockBootstrap.Interval interval = interval(merged.times, merged.confidence, merged.hits, seed);
        int n = table.hits.length;
        return new PooledCalibration(
                same.getFirst().target(),
                same.getFirst().choice(),
                same.size(),
                n,
                (int) IntStream.range(0, n).filter(i -> table.separate[i]).count(),
                error,
                interval.low(),
                interval.high(),
                apart.mean(),
                apart.pValue(),
                asOne.mean(),
                asOne.pValue(),
                DebiasedCalibration.pooled(same.stream()
                        .map(book -> DebiasedCalibration.of(book.confidence(), book.hits(), book.separate()))
                        .toList()));
    }

    /** The rows of several books in one table. */
    private static final class Table {
        private final long[] times;
        private final long[] ends;
        private final Probabilities[] said;
        private final double[] confidence;
        private final double[] hits;
        private final boolean[] separate;

        /** Book after book. */
        private Table(List<JudgedBook> books) {
            this(books.stream().mapToInt(JudgedBook::size).sum());
            int at = 0;
            for (JudgedBook book : books) {
                System.arraycopy(book.times(), 0, times, at, book.size());
                System.arraycopy(book.ends(), 0, ends, at, book.size());
                System.arraycopy(book.said(), 0, said, at, book.size());
                System.arraycopy(book.confidence(), 0, confidence, at, book.size());
                System.arraycopy(book.hits(), 0, hits, at, book.size());
                System.arraycopy(book.separate(), 0, separate, at, book.size());
                at += book.size();
            }
        }

        private Table(int n) {
            times = new long[n];
            ends = new long[n];
            said = new Probabilities[n];
            confidence = new double[n];
            hits = new double[n];
            separate = new boolean[n];
        }

        /** The same rows in order of time, as if they were of one book. */
        private Table byTime() {
            Table sorted = new Table(times.length);
            int[] order = IntStream.range(0, times.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> times[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int i = 0; i < order.length; i++) {
                sorted.times[i] = times[order[i]];
                sorted.ends[i] = ends[order[i]];
                sorted.said[i] = said[order[i]];
                sorted.confidence[i] = confidence[order[i]];
                sorted.hits[i] = hits[order[i]];
            }
            System.arraycopy(JudgedBook.separate(sorted.times, sorted.ends), 0, sorted.separate, 0, order.length);
            return sorted;
        }
    }

    /** The reflected interval of the error of rows in order of time; the p value is none. */
    static BlockBootstrap.Interval interval(long[] times, double[] confidence, double[] hits, long seed) {
        int n = times.length;
        double[] gaps = new double[n];
        for (int i = 0; i < n; i++) {
            gaps[i] = confidence[i] - hits[i];
        }
        double[][] means = BookEvaluator.bootstrap(times[0], times[n - 1], n, seed)
                .means(gaps, DebiasedCalibration.bins(confidence), DebiasedCalibration.BINS);
        double[] errors = new double[means[0].length];
        for (double[] bin : means) {
            for (int i = 0; i < errors.length; i++) {
                errors[i] += Math.abs(bin[i]);
            }
        }
        BlockBootstrap.Interval resampled = BlockBootstrap.interval(errors);
        double twice = 2 * BookEvaluator.calibrationError(confidence, hits);
        return new BlockBootstrap.Interval(
                Math.max(0, twice - resampled.high()), Math.max(0, twice - resampled.low()), 1);
    }
}
