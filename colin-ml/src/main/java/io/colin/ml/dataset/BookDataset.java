package io.colin.ml.dataset;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.book.BookColumns;
import io.colin.ml.feature.book.BookFeatures;
import io.colin.ml.feature.book.BookMoments;
import io.colin.ml.label.BookLabels;
import java.util.Arrays;

/**
 * Rows and labels of a recorded book: one row at every change of the best quote while the book is ready, marked where it
 * is a decision point (at most one per 10 ms). Columns are those of {@link BookColumns#bookProfile()}. Immutable once
 * read.
 */
public final class BookDataset {
    private final Instrument instrument;
    private final String fingerprint;
    private final BookLabels labels = BookLabels.empty();
    private final FeatureSchema schema = BookColumns.bookProfile();
    private float[] values = new float[1 << 14];
    private long[] times = new long[1 << 10];
    private boolean[] decisions = new boolean[1 << 10];
    private int[] answered = new int[1 << 10];
    private byte[] lastMoves = new byte[1 << 10];
    private double[] mids = new double[1 << 10];
    private long endNs;
    private int incomplete;

    private BookDataset(Instrument instrument, String fingerprint) {
        this.instrument = instrument;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads a source to its end.
     *
     * @param source recorded, not live
     * @param instrument one of its symbols
     * @return the dataset
     * @throws ColinException if the source cannot be read; DATA_INVALID if it never held a ready book
     */
    public static BookDataset read(MarketDataSource source, Instrument instrument) {
        Require.that(
                source.symbols().contains(instrument.symbol()),
                "instrument",
                "must be one of the source's " + source.symbols(),
                instrument.symbol());
        BookDataset data = new BookDataset(instrument, source.fingerprint());
        Reader reader = new Reader(data);
        try (MarketDataStream stream = source.open()) {
            Polled polled;
            do {
                polled = stream.poll(reader::on);
            } while (polled == Polled.EVENT);
        }
        if (data.size() == 0) {
            throw new ColinException(
                    Reason.DATA_INVALID,
                    source.id() + ": must hold a book of " + instrument.symbol()
                            + " for more than 60 s after a snapshot");
        }
        return data;
    }

    /**
     * What the rows are of.
     *
     * @return the instrument
     */
    public Instrument instrument() {
        return instrument;
    }

    /**
     * What identifies the data.
     *
     * @return the source's fingerprint
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * The columns.
     *
     * @return the schema
     */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * How many rows there are.
     *
     * @return above 0
     */
    public int size() {
        return labels.size();
    }

    /**
     * How many changes of the best quote of a ready book gave no row, because a trade did not tell its side.
     *
     * @return 0 or more
     */
    public int incomplete() {
        return incomplete;
    }

    /**
     * What became of the rows.
     *
     * @return one label a row; not to be changed
     */
    public BookLabels labels() {
        return labels;
    }

    /**
     * When a row was.
     *
     * @param row its number
     * @return ns since epoch
     */
    public long timeNs(int row) {
        return times[row];
    }

    /**
     * When the source ended.
     *
     * @return time of its last event, ns since epoch
     */
    public long endNs() {
        return endNs;
    }

    /**
     * Whether a row is a decision point: at least 10 ms after the one before.
     *
     * @param row its number
     * @return true for decision points
     */
    public boolean isDecision(int row) {
        return decisions[row];
    }

    /**
     * How many rows' next moves were known when a row was asked: those before this number, and none after.
     *
     * @param row its number
     * @return at most the row
     */
    public int answeredBefore(int row) {
        return answered[row];
    }

    /**
     * A column's value.
     *
     * @param row its number
     * @param column index in the schema
     * @return NaN while absent
     */
    public float value(int row, int column) {
        return values[row * schema.size() + column];
    }

    /**
     * The mid of a row.
     *
     * @param row its number
     * @return in quote currency
     */
    public double mid(int row) {
        return mids[row];
    }

    /**
     * The direction of the last change of the mid before or at a row.
     *
     * @param row its number
     * @return NEUTRAL before the first
     */
    public Direction lastMove(int row) {
        return lastMoves[row] > 0 ? Direction.LONG : lastMoves[row] < 0 ? Direction.SHORT : Direction.NEUTRAL;
    }

    private void add(BookFeatures features, long timeNs, boolean decision, byte lastMove, double[] buffer) {
        features.read(timeNs, buffer, 0);
        features.readFast(timeNs, buffer, BookColumns.standard().size());
        for (int i = BookColumns.standard().size(); i < buffer.length; i++) {
            if (Double.isNaN(buffer[i])) {
                incomplete++;
                return;
            }
        }
        int row = labels.add(timeNs, features.ask() - features.bid());
        if (row == times.length) {
            grow();
        }
        times[row] = timeNs;
        decisions[row] = decision;
        answered[row] = labels.answeredNext();
        lastMoves[row] = lastMove;
        mids[row] = 0.5 * (features.bid() + features.ask());
        for (int i = 0; i < buffer.length; i++) {
            values[row * buffer.length + i] = (float) buffer[i];
        }
    }

    private void grow() {
        int length = 2 * times.length;
        times = Arrays.copyOf(times, length);
        decisions = Arrays.copyOf(decisions, length);
        answered = Arrays.copyOf(answered, length);
        lastMoves = Arrays.copyOf(lastMoves, length);
        mids = Arrays.copyOf(mids, length);
        values = Arrays.copyOf(values, length * schema.size());
    }

    /** Runs events through the features and the labels, in the order a live model would see them. */
    private static final class Reader {
        private final BookDataset data;
        private final BookFeatures features;
        private final BookMoments moments;
        private final double[] buffer;
        private double mid = Double.NaN;
        private byte lastMove;

        private Reader(BookDataset data) {
            this.data = data;
            this.features = BookFeatures.of(data.instrument);
            this.moments = BookMoments.of(features);
            this.buffer = new double[data.schema.size()];
            data.values = new float[data.times.length * buffer.length];
        }

        private void on(MarketEvent event) {
            if (!event.symbol().equals(data.instrument.symbol()) || event.timeNs() < data.endNs) {
                return;
            }
            data.endNs = event.timeNs();
            data.labels.passTo(event.timeNs());
            boolean changed = moments.on(event);
            if (!features.hasTouch()) {
                data.labels.onLost(event.timeNs());
            } else if (changed) {
                double now = 0.5 * (features.bid() + features.ask());
                lastMove = now > mid ? 1 : now < mid ? -1 : lastMove;
                mid = now;
                data.labels.onMid(event.timeNs(), now);
                if (features.state(event.timeNs()) == BookFeatures.State.READY) {
                    data.add(features, event.timeNs(), moments.decide(event.timeNs()), lastMove, buffer);
                }
            }
        }
    }
}
