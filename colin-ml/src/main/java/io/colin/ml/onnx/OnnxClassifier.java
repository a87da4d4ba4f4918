package io.colin.ml.onnx;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.ml.label.ClassIndex;
import io.colin.ml.network.WindowClassifier;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network that ONNX Runtime runs on the caller's thread. Its graph has one input of shape [batch, steps, features] and an
 * output of shape [batch, 3]; what does not fit is refused while it is built, by a trial run among other things.
 *
 * <p>A graph may be <b>recurrent</b>: then its steps are not fixed, and it has a second input {@value #STATE} of shape
 * [parts, batch, units], all 0 before the first row, and a second output {@value #NEXT_STATE} of the same shape. Such a
 * network can keep what it made of the first rows of a window ({@link #state}) and be asked again with later rows alone
 * ({@link #continued}).
 *
 * <p>Calls from several threads take turns.
 */
public final class OnnxClassifier implements WindowClassifier {
    /** Name of the input in graphs that Colin writes. */
    public static final String WINDOW = "window";
    /** Name of the output in graphs that Colin writes. */
    public static final String PROBABILITIES = "probabilities";
    /** Name of the input of a recurrent graph that carries what earlier rows left. */
    public static final String STATE = "state";
    /** Name of the output of a recurrent graph that goes in as {@link #STATE} with the next row. */
    public static final String NEXT_STATE = "next_state";

    private static final int LARGEST_BATCH = 512;
    private static final double SUM_TOLERANCE = 1e-3;

    private final Builder settings;
    private final OnnxSession session;
    private final int steps;
    private final int features;
    private final String input;
    private final String output;
    private final int stateParts;
    private final int stateUnits;
    private final int largestBatch;

    private OnnxClassifier(Builder settings, OnnxSession session) {
        this.settings = settings;
        this.session = session;
        this.steps = settings.steps;
        this.features = settings.features;
        Map<String, long[]> inputs = new LinkedHashMap<>(session.inputs());
        Map<String, long[]> outputs = session.outputs();
        long[] state = inputs.remove(STATE);
        this.input = only(inputs, "input", outputs.keySet().toString());
        this.output = wanted(outputs);
        this.stateParts = state == null ? 0 : parts(state, outputs);
        this.stateUnits = state == null ? 0 : Math.toIntExact(state[2]);
        long[] window = inputs.getOrDefault(input, new long[0]);
        checkAxes("input " + input, window, -1, state == null ? steps : -1, features);
        long[] answer = outputs.getOrDefault(output, new long[0]);
        checkAxes("output " + output, answer, -1, CLASSES);
        this.largestBatch = window[0] > 0 ? Math.toIntExact(window[0]) : LARGEST_BATCH;
        if (window[0] > 1) {
            throw refused("input " + input, "a batch of 1 or of any size", "a batch of " + window[0]);
        }
    }

    /**
     * Starts a classifier.
     *
     * @return a builder; graph and shape must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether it can go on from a state.
     *
     * @return true for a recurrent graph
     */
    public boolean recurrent() {
        return stateParts > 0;
    }

    /**
     * Numbers in the state of one window.
     *
     * @return 0 when the graph is not recurrent
     */
    public int stateSize() {
        return stateParts * stateUnits;
    }

    @Override
    public synchronized double[] probabilities(float[] windows, int count) {
        Require.positive("count", count);
        int size = steps * features;
        Require.that(windows.length >= (long) count * size, "windows", "must hold count × " + size, windows.length);
        double[] all = new double[count * CLASSES];
        for (int first = 0; first < count; first += largestBatch) {
            Batch batch = new Batch(first, Math.min(largestBatch, count - first), steps);
            answer(run(batch, windows, new float[0], output), batch, all);
        }
        return all;
    }

    /**
     * What a recurrent network keeps of the first rows of a window.
     *
     * @param rows scaled, row by row, oldest first
     * @param count how many rows, at least 1
     * @return its state after them, {@link #stateSize()} numbers, owned by the caller
     * @throws ColinException MODEL_FAILED if ONNX Runtime fails
     * @throws IllegalStateException if the graph is not recurrent or the classifier is closed
     */
    public synchronized float[] state(float[] rows, int count) {
        checkRecurrent();
        Require.positive("count", count);
        Require.that(rows.length >= (long) count * features, "rows", "must hold count × " + features, rows.length);
        float[] state = run(new Batch(0, 1, count), rows, new float[0], NEXT_STATE);
        if (state.length != stateSize()) {
            throw refused("output " + NEXT_STATE, stateSize() + " numbers", state.length + " numbers");
        }
        return state;
    }

    /**
     * The answers to windows whose last row alone is new. The states stay as they are, so that the same state can be asked
     * with one last row after the other.
     *
     * @param states count × {@link #stateSize()} numbers: what {@link #state} gave for the rows before the last of each
     *     window
     * @param lastRows count × features scaled values
     * @param count how many windows, at least 1
     * @return count × 3 probabilities, LONG, NEUTRAL, SHORT of each window, owned by the caller
     * @throws ColinException MODEL_FAILED if ONNX Runtime fails or the answer is no probability
     * @throws IllegalStateException if the graph is not recurrent or the classifier is closed
     */
    public synchronized double[] continued(float[] states, float[] lastRows, int count) {
        checkRecurrent();
        Require.positive("count", count);
        Require.that(
                states.length >= (long) count * stateSize(),
                "states",
                "must hold count × " + stateSize(),
                states.length);
        Require.that(
                lastRows.length >= (long) count * features,
                "lastRows",
                "must hold count × " + features,
                lastRows.length);
        double[] all = new double[count * CLASSES];
        for (int first = 0; first < count; first += largestBatch) {
            Batch batch = new Batch(first, Math.min(largestBatch, count - first), 1);
            answer(run(batch, lastRows, states, output), batch, all);
        }
        return all;
    }

    @Override
    public synchronized void close() {
        session.close();
    }

    /** Windows first to first + count − 1 of so many rows each. */
    private record Batch(int first, int count, int rows) {}

    /** An empty state means that nothing came before. */
    private float[] run(Batch batch, float[] rows, float[] states, String wanted) {
        int size = batch.rows() * features;
        Map<String, long[]> shapes = new LinkedHashMap<>();
        session.buffer(input, batch.count() * size).put(rows, batch.first() * size, batch.count() * size);
        shapes.put(input, new long[] {batch.count(), batch.rows(), features});
        if (recurrent()) {
            FloatBuffer buffer = session.buffer(STATE, batch.count() * stateSize());
            if (states.length == 0) {
                buffer.put(new float[batch.count() * stateSize()]);
            } else {
                putStates(buffer, batch, states);
            }
            shapes.put(STATE, new long[] {stateParts, batch.count(), stateUnits});
        }
        return session.run(shapes, wanted);
    }

    /** The caller has them window by window, the graph wants them part by part. */
    private void putStates(FloatBuffer buffer, Batch batch, float[] states) {
        for (int part = 0; part < stateParts; part++) {
            for (int i = 0; i < batch.count(); i++) {
                buffer.put(states, (batch.first() + i) * stateSize() + part * stateUnits, stateUnits);
            }
        }
    }

    private void answer(float[] raw, Batch batch, double[] all) {
        if (raw.length != batch.count() * CLASSES) {
            throw refused(
                    "output " + output,
                    batch.count() + " × " + CLASSES + " numbers",
                    raw.length + " numbers for " + batch.count() + " windows");
        }
        double[] row = new double[CLASSES];
        for (int i = 0; i < batch.count(); i++) {
            for (int k = 0; k < CLASSES; k++) {
                row[k] = raw[i * CLASSES + k];
                if (!Double.isFinite(row[k])) {
                    throw refused("output " + output, "finite numbers", String.valueOf(row[k]));
                }
            }
            write(settings.logits ? softmax(row) : checked(row), all, (batch.first() + i) * CLASSES);
        }
    }

    private void write(double[] row, double[] all, int at) {
        for (int k = 0; k < CLASSES; k++) {
            all[at + settings.places[k]] = row[k];
        }
    }

    private double[] checked(double[] row) {
        double sum = 0;
        double lowest = 0;
        for (double p : row) {
            sum += p;
            lowest = Math.min(lowest, p);
        }
        if (lowest < 0 || Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw refused(
                    "output " + output, "probabilities that sum to 1", Arrays.toString(row) + ", which logits may be");
        }
        return row;
    }

    private static double[] softmax(double[] row) {
        double highest = Arrays.stream(row).max().orElseThrow();
        double[] p = Arrays.stream(row).map(x -> Math.exp(x - highest)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    private void checkRecurrent() {
        if (!recurrent()) {
            throw new IllegalStateException(settings.name + " is not recurrent");
        }
    }

    private String only(Map<String, long[]> values, String kind, String others) {
        if (values.size() != 1) {
            throw refused("the graph", "one " + kind, values.size() + ": " + values.keySet() + " beside " + others);
        }
        return values.keySet().iterator().next();
    }

    private String wanted(Map<String, long[]> outputs) {
        if (outputs.containsKey(PROBABILITIES)) {
            return PROBABILITIES;
        }
        Map<String, long[]> others = new LinkedHashMap<>(outputs);
        others.remove(NEXT_STATE);
        return only(others, "output", "no " + PROBABILITIES);
    }

    private int parts(long[] state, Map<String, long[]> outputs) {
        checkAxes("input " + STATE, state, state.length > 0 ? state[0] : 1, -1, state.length > 2 ? state[2] : 1);
        if (!outputs.containsKey(NEXT_STATE) || state[0] < 1 || state[2] < 1) {
            throw refused(
                    "a graph with the input " + STATE,
                    "an output " + NEXT_STATE + " and [parts, batch, units] with fixed parts and units",
                    outputs.keySet() + " and " + Arrays.toString(state));
        }
        return Math.toIntExact(state[0]);
    }

    /** A length that either side leaves open fits. */
    private void checkAxes(String what, long[] found, long... expected) {
        boolean fits = found.length == expected.length;
        for (int i = 0; fits && i < expected.length; i++) {
            fits = expected[i] < 0 || found[i] < 0 || found[i] == expected[i];
        }
        if (!fits) {
            throw refused(what, "shape " + shape(expected), shape(found));
        }
    }

    private static String shape(long[] axes) {
        return Arrays.stream(axes)
                .mapToObj(axis -> axis < 0 ? "any" : String.valueOf(axis))
                .collect(Collectors.joining(" × ", "[", "]"));
    }

    private ColinException refused(String what, String expected, String found) {
        return new ColinException(
                Reason.MODEL_FAILED, settings.name + ": " + what + " must have " + expected + ", found " + found);
    }

    /** Runs the network once, alone and with another where it takes several, so that a wrong shape shows now. */
    private void tryOut() {
        for (int count = 1; count <= Math.min(2, largestBatch); count++) {
            probabilities(new float[count * steps * features], count);
        }
        if (recurrent()) {
            continued(state(new float[features], 1), new float[features], 1);
        }
    }

    /** Builds a classifier. */
    public static final class Builder {
        private static final int MOST = 4_096;

        private byte @Nullable [] graph;
        private String name = "the network";
        private int steps;
        private int features;
        private boolean logits;
        private int[] places = {0, 1, 2};

        private Builder() {}

        private Builder(Builder other) {
            this.name = other.name;
            this.steps = other.steps;
            this.features = other.features;
            this.logits = other.logits;
            this.places = other.places.clone();
        }

        /**
         * Sets the graph; required.
         *
         * @param value an ONNX model file's bytes; read by {@link #build()}
         * @return this
         */
        public Builder graph(byte[] value) {
            graph = value.clone();
            return this;
        }

        /**
         * Sets what errors call the network; default "the network".
         *
         * @param value for example its file
         * @return this
         */
        public Builder name(String value) {
            name = Require.text("name", value);
            return this;
        }

        /**
         * Sets the shape of a window; required.
         *
         * @param rows of a window, 1 to 4 096
         * @param columns of a row, 1 to 4 096
         * @return this
         */
        public Builder shape(int rows, int columns) {
            steps = (int) Require.within("steps", rows, 1, MOST);
            features = (int) Require.within("features", columns, 1, MOST);
            return this;
        }

        /**
         * Says that the output holds logits, which the classifier turns into probabilities; default probabilities.
         *
         * @return this
         */
        public Builder logits() {
            logits = true;
            return this;
        }

        /**
         * Sets what the three outputs mean, in the graph's order; default LONG, NEUTRAL, SHORT.
         *
         * @param order each direction once
         * @return this
         */
        public Builder classes(List<Direction> order) {
            Require.that(
                    order.size() == CLASSES && EnumSet.copyOf(order).size() == CLASSES,
                    "classes",
                    "must name each direction once",
                    order);
            places = order.stream().mapToInt(ClassIndex::of).toArray();
            return this;
        }

        /**
         * Loads the graph and runs it once.
         *
         * @return the classifier, owned by the caller
         * @throws ColinException MODEL_FAILED if ONNX Runtime cannot run the graph or its shape is another, naming what
         *     was expected and what was found
         * @throws IllegalArgumentException if graph or shape is missing
         */
        public OnnxClassifier build() {
            byte[] given = graph;
            if (given == null || steps == 0) {
                throw Require.broken("classifier", "must have a graph and a shape", "graph " + (given != null));
            }
            OnnxSession session = OnnxSession.open(name, given);
            try {
                OnnxClassifier classifier = new OnnxClassifier(new Builder(this), session);
                classifier.tryOut();
                return classifier;
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        }
    }
}
