package io.colin.ml.dataset;

import io.colin.api.signal.Direction;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label;
import io.colin.ml.label.Label.Excluded;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.TripleBarrier;
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
    private final int steps;
    private final double[] rows;
    private final List<Outcome> outcomes;
    private final Map<Exclusion, Integer> excluded;
    private final int unready;

    private BarDataset(BarHistory history, FeatureSchema schema, int steps, Collector collector) {
        this.history = history;
        this.schema = schema;
        this.steps = steps;
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
        FeatureStream stream = FeatureStream.of(shape.schema(), shape.steps(), shape.maxEmptyRun());
        Collector collector = new Collector(history, stream, shape.schema().size(), labels);
        for (int i = 0; i < history.size(); i++) {
            collector.on(i);
        }
        return new BarDataset(history, shape.schema(), shape.steps(), collector);
    }

    /**
     * What a window is.
     *
     * @param schema its columns
     * @param steps its rows
     * @param maxEmptyRun how many bars in a row within it may be without a trade
     */
    public record Shape(FeatureSchema schema, int steps, int maxEmptyRun) {}

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
        return steps;
    }

    /**
     * The value of a column at a bar.
     *
     * @param bar index in the history
     * @param column index in the schema
     * @return NaN while absent
     */
    public double value(int bar, int column) {
        return rows[bar * schema.size() + column];
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
                return steps;
            }

            @Override
            public int features() {
                return schema.size();
            }

            @Override
            public void copy(int index, float[] target, int offset) {
                int width = schema.size();
                int firstBar = fixed.get(index).decision() - steps + 1;
                for (int i = 0; i < steps * width; i++) {
                    target[offset + i] = scaler.scale(i % width, rows[firstBar * width + i]);
                }
            }
        };
    }

    /** Walks the bars once. */
    private static final class Collector {
        private final BarHistory history;
        private final FeatureStream stream;
        private final int width;
        private final TripleBarrier labels;
        private final double[] rows;
        private final List<Outcome> outcomes = new ArrayList<>();
        private final EnumMap<Exclusion, Integer> excluded = new EnumMap<>(Exclusion.class);
        private final double[] reading;
        private int unready;

        private Collector(BarHistory history, FeatureStream stream, int width, TripleBarrier labels) {
            this.history = history;
            this.stream = stream;
            this.width = width;
            this.labels = labels;
            this.rows = new double[history.size() * width];
            this.reading = new double[history.readingSize()];
        }

        private void on(int bar) {
            history.copyReading(bar, reading, 0);
            stream.update(history.candle(bar), reading, 0);
            stream.copyRow(rows, bar * width);
            if (stream.state() != FeatureStream.State.READY) {
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
