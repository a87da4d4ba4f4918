package io.colin.ml.book;

import io.colin.ml.label.BookLabels;
import java.util.Arrays;

/**
 * Learns from each move of a book how sure the answers given before it should have been. Whether an answer was right is
 * logistic in slope·|s| + offset; at each move every answer that was open takes part in one Newton step, after which what
 * was known before weighs ½^(1/half-life) of what it did. Without moves, or with few, the map stays near slope 1 and
 * offset 0. The same sequence gives the same map to the last bit, and so does the mirrored one.
 *
 * <p>Only moves that have happened count: what is asked at a moment has no part in its own map. Evaluation replays rows
 * through the same steps ({@link BookEvaluator}). Belongs to one thread; does not allocate once its row of open answers
 * has grown, but for {@link #map()}.
 */
public final class LiveConfidence {
    private static final double LEAST_SLOPE = 0.05;
    private static final double LARGEST_SLOPE = 5;
    private static final double LARGEST_OFFSET = 2;

    private final double kept;
    private final double prior;
    private double slope = 1;
    private double offset;
    private double bySlope;
    private double byBoth;
    private double byOffset;

    private double[] scores = new double[256];
    private long[] times = new long[256];
    private int from;
    private int to;
    private double mid = Double.NaN;

    private LiveConfidence(BookModel.Adaptation adaptation) {
        this.kept = Math.pow(0.5, 1 / adaptation.halfLifeMoves());
        this.prior = adaptation.priorRows();
        this.bySlope = prior;
        this.byOffset = prior;
    }

    /**
     * Starts from the plain map.
     *
     * @param adaptation how fast to learn
     * @return one for one book
     */
    public static LiveConfidence of(BookModel.Adaptation adaptation) {
        return new LiveConfidence(adaptation);
    }

    /**
     * The map in force.
     *
     * @return from the moves so far
     */
    public ConfidenceMap map() {
        return new ConfidenceMap(slope, offset);
    }

    /**
     * Time goes on; to be told before what happens then. Answers open for longer than 10 s have no next move.
     *
     * @param timeNs ns since epoch, never back
     */
    public void passTo(long timeNs) {
        while (from < to && timeNs - times[from] > BookLabels.NEXT_MOVE_LIMIT_NS) {
            from++;
        }
    }

    /**
     * The best quote is known; if its mid is another, every open answer was right or wrong.
     *
     * @param newMid in quote currency
     */
    public void onMid(double newMid) {
        if (newMid != mid) {
            if (from < to && !Double.isNaN(mid)) {
                learn(scores, from, to, newMid > mid ? 1 : -1);
            }
            from = 0;
            to = 0;
            mid = newMid;
        }
    }

    /** The best quote is lost: what was open stays without an answer. */
    public void onLost() {
        from = 0;
        to = 0;
        mid = Double.NaN;
    }

    /**
     * A score that was asked for at the mid last told.
     *
     * @param timeNs ns since epoch, already passed to
     * @param score s, finite
     */
    public void add(long timeNs, double score) {
        if (to == scores.length) {
            makeRoom();
        }
        scores[to] = score;
        times[to++] = timeNs;
    }

    /** One Newton step over scores that one move answered. */
    void learn(double[] answered, int first, int end, int sign) {
        double fresh = (1 - kept) * prior;
        double pullSlope = fresh * (1 - slope);
        double pullOffset = -fresh * offset;
        bySlope = kept * bySlope + fresh;
        byBoth = kept * byBoth;
        byOffset = kept * byOffset + fresh;
        for (int i = first; i < end; i++) {
            double size = Math.abs(answered[i]);
            if (size > 0) {
                double p = 1 / (1 + Math.exp(-(slope * size + offset)));
                double missing = (Math.signum(answered[i]) == sign ? 1 : 0) - p;
                double weight = p * (1 - p);
                pullSlope += missing * size;
                pullOffset += missing;
                bySlope += weight * size * size;
                byBoth += weight * size;
                byOffset += weight;
            }
        }
        double determinant = bySlope * byOffset - byBoth * byBoth;
        double slopeStep = (byOffset * pullSlope - byBoth * pullOffset) / determinant;
        double offsetStep = (bySlope * pullOffset - byBoth * pullSlope) / determinant;
        slope = Math.max(LEAST_SLOPE, Math.min(LARGEST_SLOPE, slope + slopeStep));
        offset = Math.max(-LARGEST_OFFSET, Math.min(LARGEST_OFFSET, offset + offsetStep));
    }

    private void makeRoom() {
        if (from > scores.length / 2) {
            System.arraycopy(scores, from, scores, 0, to - from);
            System.arraycopy(times, from, times, 0, to - from);
            to -= from;
            from = 0;
        } else {
            scores = Arrays.copyOf(scores, 2 * scores.length);
            times = Arrays.copyOf(times, 2 * times.length);
        }
    }
}
