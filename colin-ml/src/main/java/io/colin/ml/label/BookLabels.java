package io.colin.ml.label;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import java.util.Arrays;

/**
 * What became of the moments of a book, found out as time goes on: the direction of the next change of the mid, and the
 * mid 5 s later against a band of half the spread. Whatever had no answer is excluded with its reason and counted by who
 * asks. Rows are numbered from 0 in the order they were added. Single-threaded.
 */
public final class BookLabels {
    /** A mid that does not change for longer than this gives no next move. */
    public static final long NEXT_MOVE_LIMIT_NS = 10_000_000_000L;

    /** How far ahead the later mid lies. */
    public static final long LATER_NS = 5_000_000_000L;

    private static final int FIRST_ROWS = 1_024;

    private long[] times = new long[FIRST_ROWS];
    private double[] mids = new double[FIRST_ROWS];
    private double[] bands = new double[FIRST_ROWS];
    private Answer[] next = new Answer[FIRST_ROWS];
    private Answer[] later = new Answer[FIRST_ROWS];
    private long[] nextNs = new long[FIRST_ROWS];
    private double[] moves = new double[FIRST_ROWS];
    private double[] laterMoves = new double[FIRST_ROWS];
    private int rows;
    private int firstNext;
    private int firstLater;
    private double mid = Double.NaN;

    private BookLabels() {}

    /** What is known of a row. */
    public enum Answer {
        /** The mid was higher. */
        UP,
        /** The mid was within the band; never said of the next move. */
        FLAT,
        /** The mid was lower. */
        DOWN,
        /** The mid did not change within 10 s. */
        NO_MOVE,
        /** The best quote was lost before. */
        GAP,
        /** Nothing was seen so far. */
        OPEN;

        /**
         * Whether it is a class to learn from.
         *
         * @return true for UP, FLAT and DOWN
         */
        public boolean isClass() {
            return this == UP || this == FLAT || this == DOWN;
        }

        /**
         * The class as a direction.
         *
         * @return LONG for UP, SHORT for DOWN, NEUTRAL otherwise
         */
        public Direction direction() {
            return this == UP ? Direction.LONG : this == DOWN ? Direction.SHORT : Direction.NEUTRAL;
        }
    }

    /**
     * Labels without rows.
     *
     * @return the labels
     */
    public static BookLabels empty() {
        return new BookLabels();
    }

    /**
     * Time goes on; to be told before what happens then.
     *
     * @param timeNs ns since epoch, never back
     */
    public void passTo(long timeNs) {
        while (firstNext < rows && timeNs - times[firstNext] > NEXT_MOVE_LIMIT_NS) {
            answerNext(timeNs, Answer.NO_MOVE);
        }
        while (firstLater < rows && timeNs - times[firstLater] > LATER_NS) {
            double change = mid - mids[firstLater];
            double band = bands[firstLater];
            laterMoves[firstLater] = change;
            later[firstLater++] = change > band ? Answer.UP : change < -band ? Answer.DOWN : Answer.FLAT;
        }
    }

    /**
     * The best quote is known.
     *
     * @param timeNs ns since epoch, already passed to
     * @param newMid in quote currency
     */
    public void onMid(long timeNs, double newMid) {
        if (newMid != mid) {
            while (firstNext < rows) {
                moves[firstNext] = newMid - mids[firstNext];
                answerNext(timeNs, newMid > mids[firstNext] ? Answer.UP : Answer.DOWN);
            }
            mid = newMid;
        }
    }

    /**
     * The best quote is lost: what was open will never be answered.
     *
     * @param timeNs ns since epoch, already passed to
     */
    public void onLost(long timeNs) {
        while (firstNext < rows) {
            answerNext(timeNs, Answer.GAP);
        }
        while (firstLater < rows) {
            later[firstLater++] = Answer.GAP;
        }
        mid = Double.NaN;
    }

    /**
     * Adds a row at the mid last told.
     *
     * @param timeNs ns since epoch, already passed to
     * @param spread ask − bid, in quote currency
     * @return its number
     */
    public int add(long timeNs, double spread) {
        Require.finite("mid", mid);
        if (rows == times.length) {
            grow();
        }
        times[rows] = timeNs;
        mids[rows] = mid;
        bands[rows] = 0.5 * spread;
        next[rows] = Answer.OPEN;
        later[rows] = Answer.OPEN;
        nextNs[rows] = Long.MAX_VALUE;
        return rows++;
    }

    /**
     * How many rows there are.
     *
     * @return 0 or more
     */
    public int size() {
        return rows;
    }

    /**
     * How many rows had their next move answered so far, be it by why there is none; rows are answered in order.
     *
     * @return 0 or more
     */
    public int answeredNext() {
        return firstNext;
    }

    /**
     * The direction of the next change of the mid.
     *
     * @param row its number
     * @return UP or DOWN, or why there is none
     */
    public Answer next(int row) {
        return next[row];
    }

    /**
     * When the next move was answered.
     *
     * @param row its number
     * @return ns since epoch, {@link Long#MAX_VALUE} while OPEN
     */
    public long nextNs(int row) {
        return nextNs[row];
    }

    /**
     * How far the next move went.
     *
     * @param row its number
     * @return new mid − old, in quote currency; 0 without a class
     */
    public double move(int row) {
        return moves[row];
    }

    /**
     * The mid 5 s later against the band of half the spread.
     *
     * @param row its number
     * @return UP, FLAT or DOWN, or why there is none
     */
    public Answer later(int row) {
        return later[row];
    }

    /**
     * How far the mid was 5 s later.
     *
     * @param row its number
     * @return later mid − the row's, in quote currency; 0 without a class
     */
    public double laterMove(int row) {
        return laterMoves[row];
    }

    private void answerNext(long timeNs, Answer answer) {
        next[firstNext] = answer;
        nextNs[firstNext++] = timeNs;
    }

    private void grow() {
        int length = 2 * times.length;
        times = Arrays.copyOf(times, length);
        mids = Arrays.copyOf(mids, length);
        bands = Arrays.copyOf(bands, length);
        next = Arrays.copyOf(next, length);
        later = Arrays.copyOf(later, length);
        nextNs = Arrays.copyOf(nextNs, length);
        moves = Arrays.copyOf(moves, length);
        laterMoves = Arrays.copyOf(laterMoves, length);
    }
}
