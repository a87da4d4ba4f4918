package io.colin.benchmarks;

import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.onnx.ExportParity;
import io.colin.ml.onnx.OnnxClassifier;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The default network, 2 × 128 units over 60 steps of 95 columns, with the same weights three ways: as Deeplearning4j runs
 * it, as ONNX Runtime runs whole windows, and as ONNX Runtime goes on from the state after all rows but the last, which is
 * what is left to do when a bar closes. That all three agree is checked before anything is measured.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ServingBenchmark {
    private static final int COLUMNS = 95;
    private static final LstmSettings SETTINGS = LstmSettings.standard();

    /** How many symbols close a bar at once. */
    @Param({"1", "100"})
    public int symbols;

    private LstmNetwork reference;
    private OnnxClassifier network;
    private float[] windows;
    private float[] states;
    private float[] lastRows;

    /** Makes the network, its export and what they are asked. */
    @Setup(Level.Trial)
    public void prepare() {
        int steps = SETTINGS.steps();
        int size = steps * COLUMNS;
        reference = SeededLstm.network(SETTINGS, COLUMNS, 11);
        network = OnnxClassifier.builder()
                .graph(reference.toOnnx())
                .shape(steps, COLUMNS)
                .build();
        windows = SeededLstm.rows(symbols * size, 12);
        states = new float[symbols * network.stateSize()];
        lastRows = new float[symbols * COLUMNS];
        for (int i = 0; i < symbols; i++) {
            float[] rows = Arrays.copyOfRange(windows, i * size, (i + 1) * size);
            float[] state = network.state(rows, steps - 1);
            System.arraycopy(state, 0, states, i * state.length, state.length);
            System.arraycopy(rows, size - COLUMNS, lastRows, i * COLUMNS, COLUMNS);
        }
        check(network.probabilities(windows, symbols), reference.probabilities(windows, symbols));
        check(network.continued(states, lastRows, symbols), network.probabilities(windows, symbols));
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() {
        network.close();
        reference.close();
    }

    /** Whole windows by Deeplearning4j. */
    @Benchmark
    public double[] deeplearning4j() {
        return reference.probabilities(windows, symbols);
    }

    /** Whole windows by ONNX Runtime. */
    @Benchmark
    public double[] wholeWindow() {
        return network.probabilities(windows, symbols);
    }

    /** The last row of every window from the states that were prepared. */
    @Benchmark
    public double[] lastRow() {
        return network.continued(states, lastRows, symbols);
    }

    /** What a worker does for one symbol between two bars: all rows but the last. */
    @Benchmark
    public float[] prefix() {
        return network.state(windows, SETTINGS.steps() - 1);
    }

    private static void check(double[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= ExportParity.TOLERANCE)) {
                throw new IllegalStateException("answers differ: " + found[i] + " and " + expected[i]);
            }
        }
    }
}
