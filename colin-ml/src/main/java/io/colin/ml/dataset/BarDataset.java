package io.colin.ml.dataset;

import io.colin.api.signal.Direction;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.frame.FrameStream;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label;
import io.colin.ml.label.Label.Excluded;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.TripleBarrier;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a history and the labels of its decision points: those whose window is complete and whose future gives a
 * class. What was left out is counted by reason. Immutable.
 */
public final class BarDataset {
    private static final int PERSISTENCE_BARS = 15;

    private final BarHistory history;
    private final FeatureSchema schema;
    private final FrameLayout layout;
    private final FrameRows rows;
    private final List<Outcome> outcomes;
    private final Map<Exclusion, Integer> excluded;
    private final int unready;

    private BarDataset(BarHistory history, Shape shape, Collector collector) {
        this.history = history;
        this.schema = shape.schema();
        this.layout = shape.layout();
        this.rows = collector.rows;
        this.outcomes = List.copyOf(collector.outcomes);
        this.excluded = Collections.unmodifiableMap(new EnumMap<>(collector.excluded));
        this.unready = collector.unready;
    }

    /**
     * Runs a history through the features and labels every decision point.
     *
     * @param history the bars
     * @param shape of the windows
     * @param labels gives the classes
     * @return the dataset
     */
    public static BarDataset of(BarHistory history, Shape shape, TripleBarrier labels) {
        Collector collector = new Collector(history, shape, labels);
        for (int i = 0; i < history.size(); i++) {
            collector.on(i);
        }
        return new BarDataset(history, shape, collector);
    }

    /**
     * What a window is.
     *
     * @param schema its columns, of all time frames together
     * @param steps its rows, of all time frames together
     * @param maxEmptyRun how many bars in a row within it may be without a trade
     */
    public record Shape(FeatureSchema schema, int steps, int maxEmptyRun) {
        /**
         * Where its values stand.
         *
         * @return time frame by time frame, each oldest row first
         */
        public FrameLayout layout() {
            List<Integer> frames = FrameSchema.frames(schema);
            return new FrameLayout(frames, steps / frames.size());
        }
    }

    /**
     * The labelled decision points, oldest first.
     *
     * @return unmodifiable
     */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /**
     * The decisions of a block whose labels end within it.
     *
     * @param from first bar, included
     * @param before bar that must not be reached
     * @return oldest first, unmodifiable
     */
    public List<Outcome> between(int from, int before) {
        return outcomes.stream()
                .filter(o -> o.decision() >= from && o.endIndex() < before)
                .toList();
    }

    /**
     * How many decision points with a complete window got no class, by reason.
     *
     * @return unmodifiable; no entry for a reason that never held
     */
    public Map<Exclusion, Integer> excluded() {
        return excluded;
    }

    /**
     * How many bars had no complete window.
     *
     * @return 0 or more
     */
    public int unready() {
        return unready;
    }

    /**
     * The bars.
     *
     * @return the history
     */
    public BarHistory history() {
        return history;
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
     * The rows of a window.
     *
     * @return above 0
     */
    public int steps() {
        return layout.rows();
    }

    /**
     * The value of a column at a bar: in a longer time frame, at the last bar of it that had closed by then.
     *
     * @param bar index in the history
     * @param column index in the schema
     * @return NaN while absent
     */
    public double value(int bar, int column) {
        int width = layout.width(schema.size());
        return rows.value(column / width, bar, 0, column % width);
    }

    /**
     * What persistence would have said at a decision: the direction of the last 15 bars.
     *
     * @param outcome of this dataset
     * @return LONG, SHORT, or NEUTRAL when the close did not change
     */
    public Direction persistence(Outcome outcome) {
        int before = Math.max(0, outcome.decision() - PERSISTENCE_BARS);
        double change = history.candle(outcome.decision()).close()
                - history.candle(before).close();
        return change > 0 ? Direction.LONG : change < 0 ? Direction.SHORT : Direction.NEUTRAL;
    }

    /**
     * The scaled windows of decision points.
     *
     * @param scaler of this schema
     * @param chosen outcomes of this dataset
     * @return one window an outcome, in their order
     */
    public Windows windows(Scaler scaler, List<Outcome> chosen) {
        List<Outcome> fixed = List.copyOf(chosen);
        return new Windows() {
            @Override
            public int count() {
                return fixed.size();
            }

            @Override
            public int steps() {
                return layout.rows();
            }

            @Override
            public int features() {
                return layout.width(schema.size());
            }

            @Override
            public void copy(int index, float[] target, int offset) {
                int bar = fixed.get(index).decision();
                int at = offset;
                for (int frame = 0; frame < layout.frames().size(); frame++) {
                    for (int back = layout.steps() - 1; back >= 0; back--) {
                        for (int column = 0; column < features(); column++) {
                            double value = rows.value(frame, bar, back, column);
                            target[at++] = scaler.scale(frame * features() + column, value);
                        }
                    }
                }
            }
        };
    }

    /** Walks the bars once. */
    private static final class Collector {
        private final BarHistory history;
        private final FrameStream stream;
        private final TripleBarrier labels;
        private final FrameRows rows;
        private final List<Outcome> outcomes = new ArrayList<>();
        private final EnumMap<Exclusion, Integer> excluded = new EnumMap<>(Exclusion.class);
        private final double[] reading;
        private int unready;

        private Collector(BarHistory history, Shape shape, TripleBarrier labels) {
            this.history = history;
            this.stream = FrameStream.of(shape.schema(), shape.steps(), shape.maxEmptyRun());
            this.labels = labels;
            this.rows = new FrameRows(
                    shape.layout().frames(), shape.layout().width(shape.schema().size()), history.size());
            this.reading = new double[history.readingSize()];
        }

        private void on(int bar) {
            history.copyReading(bar, reading, 0);
            stream.update(history.candle(bar), reading, 0);
            rows.add(bar, stream);
            if (stream.state() != FeatureStream.State.READY || Double.isNaN(stream.atrRatio())) {
                unready++;
                return;
            }
            Label label = labels.label(history, bar, stream.atrRatio(), stream.emptyRun());
            switch (label) {
                case Outcome outcome -> outcomes.add(outcome);
                case Excluded why -> excluded.merge(why.reason(), 1, Integer::sum);
            }
        }
    }
}
