package io.colin.ml.feature;

import io.colin.api.internal.Require;
import io.colin.ml.history.Candle;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of the last bars of one symbol, and whether a model may look at them. Training and serving both run bars
 * through this class, so that what is refused online was refused in training.
 *
 * <p>A hole in time starts the warm-up anew: nothing is invented for missing bars. A bar given twice or too late is
 * refused and changes nothing. Single-threaded.
 */
public final class FeatureStream {
    private static final double[] NOTHING = {};

    private final FeatureSchema schema;
    private final int steps;
    private final int maxEmptyRun;
    private final double[] rows;
    private final int[] emptyRuns;
    private BarFeatures features;
    private long rowsSeen;
    private long lastOpenNs;
    private long lastTimeNs;
    private double lastClose = Double.NaN;

    /** What became of a bar. */
    public enum Taken {
        /** It follows the last one. */
        IN_ORDER,
        /** Bars before it are missing: it is the first of a new warm-up. */
        AFTER_HOLE,
        /** It opens when the last one did, and was refused. */
        DUPLICATE,
        /** It opens before the last one ended, and was refused. */
        OUT_OF_ORDER
    }

    /** Whether the window may be judged. */
    public enum State {
        /** It may. */
        READY,
        /** There is not enough history yet. */
        WARMING_UP,
        /** A required column is absent, or too many bars in a row had no trade. */
        NO_DATA
    }

    private FeatureStream(FeatureSchema schema, int steps, int maxEmptyRun) {
        this.schema = schema;
        this.steps = steps;
        this.maxEmptyRun = maxEmptyRun;
        this.rows = new double[steps * schema.size()];
        this.emptyRuns = new int[steps];
        this.features = BarFeatures.of(schema);
    }

    /**
     * A stream that has seen nothing.
     *
     * @param schema columns of the bar catalog
     * @param steps rows of a window, above 0
     * @param maxEmptyRun how many bars in a row may be without a trade, 0 or more
     * @return the stream
     */
    public static FeatureStream of(FeatureSchema schema, int steps, int maxEmptyRun) {
        Require.positive("steps", steps);
        Require.notNegative("maxEmptyRun", maxEmptyRun);
        return new FeatureStream(schema, steps, maxEmptyRun);
    }

    /**
     * Takes the next closed bar; columns that need more than bars are absent.
     *
     * @param candle a closed bar
     * @return what became of it
     */
    public Taken update(Candle candle) {
        return update(candle, NOTHING, 0);
    }

    /**
     * Takes the next closed bar and what else was known at its close.
     *
     * @param candle a closed bar
     * @param readings of {@link MarketInputs}; one of length 0 says that nothing else is known
     * @param offset where the reading of this close begins in readings
     * @return what became of it
     */
    public Taken update(Candle candle, double[] readings, int offset) {
        Taken taken = order(candle);
        if (taken == Taken.DUPLICATE || taken == Taken.OUT_OF_ORDER) {
            return taken;
        }
        if (taken == Taken.AFTER_HOLE) {
            features = BarFeatures.of(schema);
            rowsSeen = 0;
        }
        int emptyBefore = rowsSeen == 0 ? 0 : emptyRuns[slot(rowsSeen - 1)];
        if (readings.length == 0) {
            features.update(candle);
        } else {
            features.update(candle, readings, offset);
        }
        int slot = slot(rowsSeen++);
        features.copyTo(rows, slot * schema.size());
        emptyRuns[slot] = candle.empty() ? emptyBefore + 1 : 0;
        lastOpenNs = candle.openTimeNs();
        lastTimeNs = candle.timeNs();
        lastClose = candle.close();
        return taken;
    }

    /**
     * Becomes what another stream is, so that a bar can be tried on a copy.
     *
     * @param other of the same schema, steps and longest empty run; it does not change
     */
    public void copyFrom(FeatureStream other) {
        features.copyFrom(other.features);
        System.arraycopy(other.rows, 0, rows, 0, rows.length);
        System.arraycopy(other.emptyRuns, 0, emptyRuns, 0, emptyRuns.length);
        rowsSeen = other.rowsSeen;
        lastOpenNs = other.lastOpenNs;
        lastTimeNs = other.lastTimeNs;
        lastClose = other.lastClose;
    }

    /**
     * Whether the window that ends at the last bar may be judged.
     *
     * @return the state
     */
    public State state() {
        if (rowsSeen < schema.warmUpBars() + steps - 1L) {
            return State.WARMING_UP;
        }
        for (int i = 0; i < steps; i++) {
            if (emptyRuns[i] > maxEmptyRun) {
                return State.NO_DATA;
            }
        }
        return absent(true).isEmpty() ? State.READY : State.NO_DATA;
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
     * Copies the window, oldest row first.
     *
     * @param target receives steps × columns values, NaN where absent
     */
    public void copyWindow(double[] target) {
        int width = schema.size();
        for (int step = 0; step < steps; step++) {
            int slot = slot(rowsSeen + step);
            System.arraycopy(rows, slot * width, target, step * width, width);
        }
    }

    /**
     * Copies the newest row.
     *
     * @param target receives one value a column, NaN where absent
     * @param offset where the row begins in target
     */
    public void copyRow(double[] target, int offset) {
        features.copyTo(target, offset);
    }

    /**
     * Bars in a row without a trade, the last one included.
     *
     * @return 0 or more
     */
    public int emptyRun() {
        return rowsSeen == 0 ? 0 : emptyRuns[slot(rowsSeen - 1)];
    }

    /**
     * The average true range over the close.
     *
     * @return a fraction; NaN before 15 bars
     */
    public double atrRatio() {
        return features.atrRatio();
    }

    /**
     * The last close.
     *
     * @return in quote currency; NaN before the first bar
     */
    public double lastClose() {
        return lastClose;
    }

    /**
     * How many bars were taken since the last hole.
     *
     * @return 0 or more
     */
    public long bars() {
        return rowsSeen;
    }

    private Taken order(Candle candle) {
        if (rowsSeen == 0 || candle.openTimeNs() == lastTimeNs) {
            return Taken.IN_ORDER;
        }
        if (candle.openTimeNs() > lastTimeNs) {
            return Taken.AFTER_HOLE;
        }
        return candle.openTimeNs() == lastOpenNs ? Taken.DUPLICATE : Taken.OUT_OF_ORDER;
    }

    private List<String> absent(boolean required) {
        List<String> names = List.of();
        int width = schema.size();
        for (int column = 0; column < width; column++) {
            if (schema.columns().get(column).required() == required && absentSomewhere(column)) {
                names = names.isEmpty() ? new ArrayList<>() : names;
                names.add(schema.columns().get(column).name());
            }
        }
        return names;
    }

    private boolean absentSomewhere(int column) {
        for (int step = 0; step < steps; step++) {
            if (Double.isNaN(rows[step * schema.size() + column])) {
                return true;
            }
        }
        return false;
    }

    private int slot(long row) {
        return (int) (row % steps);
    }
}
