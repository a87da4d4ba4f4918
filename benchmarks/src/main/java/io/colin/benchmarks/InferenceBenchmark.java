package io.colin.benchmarks;

import io.colin.ml.feature.BarCatalog;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.WindowClassifier;
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
 * One answer of the LSTM as Deeplearning4j gives it, for so many windows at once. Weights and windows are seeded random
 * numbers: how long it takes does not depend on what it was trained on. Run it with {@code OMP_NUM_THREADS=1}.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class InferenceBenchmark {
    /** The shape: the demonstration's 30 × 24 and 1 × 32, or the default's 60 steps and 2 × 128 on the same columns. */
    @Param({"demonstration", "standard"})
    public String shape;

    /** How many windows at once. */
    @Param({"1", "100"})
    public int windows;

    private WindowClassifier network;
    private float[] rows;

    /** Makes the network and its input. */
    @Setup(Level.Trial)
    public void prepare() {
        LstmSettings settings = switch (shape) {
            case "demonstration" -> LstmSettings.demonstration();
            case "standard" -> LstmSettings.standard();
            default -> throw new IllegalArgumentException("shape: must be demonstration or standard (" + shape + ")");
        };
        int columns = BarCatalog.demonstration().size();
        network = SeededLstm.network(settings, columns, 11);
        rows = SeededLstm.rows(windows * settings.steps() * columns, 12);
    }

    /** Frees native memory. */
    @TearDown(Level.Trial)
    public void close() {
        network.close();
    }

    /** Class probabilities of every window. */
    @Benchmark
    public double[] probabilities() {
        return network.probabilities(rows, windows);
    }
}
