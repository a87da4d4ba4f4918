package io.colin.ml.frame;

import io.colin.api.internal.Require;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.feature.FeatureStream.State;
import io.colin.ml.feature.FeatureStream.Taken;
import io.colin.ml.history.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the last bars of one symbol in every time frame of a schema, and whether a model may look at them: a
 * {@link FeatureStream} a frame. A frame's newest row is that of its last <em>closed</em> bar: what is under way is in no
 * window. A hole in the bars starts the warm-up of all frames anew. Single-threaded.
 */
public final class FrameStream {
    private final FeatureSchema schema;
    private final int steps;
    private final int maxEmptyRun;
    private final Map<Integer, FeatureSchema> frames;
    private List<Frame> streams;

    /** One time frame. */
    private static final class Frame {
        private final int length;
        private final FeatureSchema schema;
        private final FrameBars bars;
        private final FeatureStream stream;
        private boolean closed;

        private Frame(int length, FeatureSchema schema, int steps, int maxEmptyRun) {
            this.length = length;
            this.schema = schema;
            this.bars = new FrameBars(length);
            this.stream = FeatureStream.of(schema, steps, maxEmptyRun);
        }
    }

    private FrameStream(FeatureSchema schema, int steps, int maxEmptyRun) {
        this.schema = schema;
        this.steps = steps;
        this.maxEmptyRun = maxEmptyRun;
        this.frames = FrameSchema.byFrame(schema);
        this.streams = fresh();
    }

    /**
     * A stream that has seen nothing.
     *
     * @param schema of the bar catalog, or of {@link FrameSchema}
     * @param rows of a window, all frames together, a multiple of the number of frames
     * @param maxEmptyRun how many bars in a row of a frame may be without a trade, 0 or more
     * @return the stream
     */
    public static FrameStream of(FeatureSchema schema, int rows, int maxEmptyRun) {
        int count = FrameSchema.frames(schema).size();
        Require.that(rows > 0 && rows % count == 0, "rows", "must be a multiple of " + count, rows);
        return new FrameStream(schema, rows / count, maxEmptyRun);
    }

    /**
     * Takes the next closed bar and what else was known at its close.
     *
     * @param candle a closed bar of the first frame
     * @param readings for the first frame's columns; one of length 0 says that nothing else is known
     * @param offset where the reading of this close begins in readings
     * @return what became of it
     */
    public Taken update(Candle candle, double[] readings, int offset) {
        Frame first = streams.getFirst();
        Taken taken = first.stream.update(candle, readings, offset);
        first.closed = taken != Taken.DUPLICATE && taken != Taken.OUT_OF_ORDER;
        if (taken == Taken.AFTER_HOLE) {
            Frame kept = first;
            streams = fresh();
            streams.set(0, kept);
        }
        for (Frame frame : streams.subList(1, streams.size())) {
            @Nullable Candle longer = first.closed ? frame.bars.update(candle) : null;
            frame.closed = longer != null;
            if (longer != null) {
                frame.stream.update(longer);
            }
        }
        return taken;
    }

    /**
     * Becomes what another stream is, so that a bar can be tried on a copy. The work grows with what the columns keep, not
     * with the bars seen.
     *
     * @param other of the same schema, rows and longest empty run; it does not change
     */
    public void copyFrom(FrameStream other) {
        for (int frame = 0; frame < streams.size(); frame++) {
            Frame from = other.streams.get(frame);
            Frame to = streams.get(frame);
            to.bars.copyFrom(from.bars);
            to.stream.copyFrom(from.stream);
            to.closed = from.closed;
        }
    }

    /**
     * Whether the window that ends at the last bar may be judged.
     *
     * @return READY when every frame's part of it may be
     */
    public State state() {
        State state = State.READY;
        for (Frame frame : streams) {
            State own = frame.stream.state();
            if (own == State.WARMING_UP) {
                return own;
            }
            state = own == State.READY ? state : own;
        }
        return state;
    }

    /**
     * How many frames there are.
     *
     * @return above 0
     */
    public int frames() {
        return streams.size();
    }

    /**
     * Whether the last bar closed a bar of a frame.
     *
     * @param frame from 0
     * @return always true for the first, unless the bar was refused
     */
    public boolean closed(int frame) {
        return streams.get(frame).closed;
    }

    /**
     * Copies a frame's newest row.
     *
     * @param frame from 0
     * @param target receives one value a column of a frame, NaN where absent
     * @param offset where the row begins in target
     */
    public void copyRow(int frame, double[] target, int offset) {
        streams.get(frame).stream.copyRow(target, offset);
    }

    /**
     * Copies the newest row of every frame, frame by frame.
     *
     * @param target receives one value a column of the schema, NaN where absent
     * @param offset where they begin
     */
    public void copyRow(double[] target, int offset) {
        int at = offset;
        for (Frame frame : streams) {
            frame.stream.copyRow(target, at);
            at += frame.schema.size();
        }
    }

    /**
     * Copies the window: frame by frame, within a frame oldest row first.
     *
     * @param target receives rows × columns of a frame values, NaN where absent
     */
    public void copyWindow(double[] target) {
        int at = 0;
        for (Frame frame : streams) {
            double[] part = new double[steps * frame.schema.size()];
            frame.stream.copyWindow(part);
            System.arraycopy(part, 0, target, at, part.length);
            at += part.length;
        }
    }

    /**
     * The required columns that are absent in some row of the window.
     *
     * @return their names in the schema's order
     */
    public List<String> absentRequired() {
        return absent(true);
    }

    /**
     * The optional columns that are absent in some row of the window.
     *
     * @return their names in the schema's order
     */
    public List<String> absentOptional() {
        return absent(false);
    }

    /**
     * Bars in a row without a trade, the last one included.
     *
     * @return 0 or more, in the first frame
     */
    public int emptyRun() {
        return streams.getFirst().stream.emptyRun();
    }

    /**
     * The average true range over the close.
     *
     * @return a fraction, of the first frame; NaN before 15 bars
     */
    public double atrRatio() {
        return streams.getFirst().stream.atrRatio();
    }

    /**
     * How many bars of the first frame were taken since the last hole.
     *
     * @return 0 or more
     */
    public long bars() {
        return streams.getFirst().stream.bars();
    }

    /**
     * How many bars of the first frame it takes until the window can be complete, if no frame has to wait for its next
     * beginning.
     *
     * @return above 0
     */
    public long barsNeeded() {
        long needed = 1;
        for (Frame frame : streams) {
            needed = Math.max(needed, frame.length * (frame.schema.warmUpBars() + steps - 1L));
        }
        return needed;
    }

    private List<Frame> fresh() {
        List<Frame> all = new ArrayList<>();
        frames.forEach((length, columns) -> all.add(new Frame(length, columns, steps, maxEmptyRun)));
        return all;
    }

    private List<String> absent(boolean required) {
        List<String> names = new ArrayList<>();
        int first = 0;
        for (Frame frame : streams) {
            List<String> own = required ? frame.stream.absentRequired() : frame.stream.absentOptional();
            for (String name : own) {
                names.add(
                        schema.columns().get(first + frame.schema.indexOf(name)).name());
            }
            first += frame.schema.size();
        }
        return names;
    }
}
